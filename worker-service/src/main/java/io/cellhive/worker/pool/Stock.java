package io.cellhive.worker.pool;

import io.cellhive.worker.sandbox.Sandbox;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/** The sandboxes that wait for nobody in particular, by kind. */
final class Stock {
    private final Map<Kind, ConcurrentLinkedDeque<Sandbox>> warm = new ConcurrentHashMap<>();

    /** One that still runs; null when there is none. */
    @Nullable
    Sandbox take(Kind kind) {
        ConcurrentLinkedDeque<Sandbox> line = line(kind);
        Sandbox first = line.pollFirst();
        while (first != null && !first.alive()) {
            first.close();
            first = line.pollFirst();
        }
        return first;
    }

    /** One with other caps that can be changed to these; null when there is none. */
    @Nullable
    Sandbox takeAlike(Kind kind) {
        for (Kind other : warm.keySet()) {
            Sandbox alike = other.alike(kind) ? take(other) : null;
            if (alike != null) {
                return alike;
            }
        }
        return null;
    }

    private ConcurrentLinkedDeque<Sandbox> line(Kind kind) {
        return warm.computeIfAbsent(kind, _ -> new ConcurrentLinkedDeque<>());
    }

    void add(Kind kind, Sandbox sandbox) {
        line(kind).addLast(sandbox);
    }

    int count(Kind kind) {
        return line(kind).size();
    }

    int size() {
        return warm.values().stream().mapToInt(ConcurrentLinkedDeque::size).sum();
    }

    /**
     * Destroys what has ended by itself and what nobody wants any more. Of a kind there is too much of, it destroys as many
     * as are too many of all kinds together, and when it is quiet all that are too many: each may serve as another kind's.
     */
    void fit(Map<Kind, Integer> targets, boolean quiet) {
        warm.values().forEach(Stock::buryTheDead);
        int tooMany = size() - targets.values().stream().mapToInt(Integer::intValue).sum();
        for (Map.Entry<Kind, ConcurrentLinkedDeque<Sandbox>> kind : warm.entrySet()) {
            int wanted = targets.getOrDefault(kind.getKey(), 0);
            int extra = kind.getValue().size() - wanted;
            tooMany -= destroy(kind.getValue(), quiet || wanted == 0 ? extra : Math.min(extra, tooMany));
        }
    }

    private static void buryTheDead(ConcurrentLinkedDeque<Sandbox> line) {
        for (Sandbox dead : line.stream().filter(sandbox -> !sandbox.alive()).toList()) {
            if (line.remove(dead)) {
                dead.close();
            }
        }
    }

    private static int destroy(ConcurrentLinkedDeque<Sandbox> line, int many) {
        int destroyed = 0;
        for (Sandbox last; destroyed < many && (last = line.pollLast()) != null; destroyed++) {
            last.close();
        }
        return destroyed;
    }

    void close() {
        fit(Map.of(), true);
    }
}
