package io.cellhive.worker.pool;

import io.cellhive.worker.sandbox.Sandbox;
import java.util.HashMap;
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

    /** Destroys what has ended by itself, and what is more than these. */
    void fit(Map<Kind, Integer> targets) {
        warm.forEach((kind, line) -> {
            for (Sandbox dead : line.stream().filter(sandbox -> !sandbox.alive()).toList()) {
                if (line.remove(dead)) {
                    dead.close();
                }
            }
            for (int extra = line.size() - targets.getOrDefault(kind, 0); extra > 0; extra--) {
                Sandbox last = line.pollLast();
                if (last != null) {
                    last.close();
                }
            }
        });
    }

    void close() {
        fit(new HashMap<>());
    }

}
