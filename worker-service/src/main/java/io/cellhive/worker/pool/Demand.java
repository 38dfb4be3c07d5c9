package io.cellhive.worker.pool;

import io.cellhive.worker.sandbox.SandboxSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which kinds of sandbox are worth having, and how many: those kept from the start, and those asked for lately. */
final class Demand {
    /**
     * Takes within this time are one burst, expected to come together again: as long as thirty cold starts take on two
     * cores, for a class that pressed Run at once is seen only as fast as its jobs find containers.
     */
    private static final Duration BURST = Duration.ofSeconds(10);
    private static final int REMEMBERED = 256;
    /** With no job for so long, there is time for what nobody asked for yet. */
    private static final Duration QUIET = Duration.ofSeconds(3);
    private final Clock clock;
    private final PoolSettings settings;
    private final Map<Kind, Wish> wishes = new LinkedHashMap<>();
    private Instant latest = Instant.MIN;

    Demand(Clock clock, PoolSettings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    private static final class Wish {
        final SandboxSpec spec;
        final Deque<Instant> takes = new ArrayDeque<>();
        int kept;
        /** Takes that were noted before they came. */
        int expected;

        Wish(SandboxSpec spec) {
            this.spec = spec;
        }

        Instant latest() {
            return takes.isEmpty() ? Instant.MIN : takes.getLast();
        }

        /** The most takes that ever came within a burst's time, as far as is remembered. */
        int peak() {
            List<Instant> all = List.copyOf(takes);
            int peak = 0;
            int from = 0;
            for (int to = 0; to < all.size(); to++) {
                while (all.get(from).plus(BURST).isBefore(all.get(to))) {
                    from++;
                }
                peak = Math.max(peak, to - from + 1);
            }
            return peak;
        }
    }

    /** Keeps just so many of these whether anybody asks or not, and no others. */
    synchronized void keep(Map<SandboxSpec, Integer> kept) {
        wishes.values().forEach(wish -> wish.kept = 0);
        kept.forEach((spec, count) -> wish(spec).kept = count);
    }

    /** A job came that needs none of these: its owner has one. */
    synchronized void otherwise() {
        latest = clock.instant();
    }

    synchronized void took(SandboxSpec spec) {
        latest = clock.instant();
        Wish wish = wish(spec);
        if (wish.expected > 0) {
            wish.expected--;
        } else {
            note(wish);
        }
    }

    /** One is about to be taken: it counts as taken already, and no second time when it is. */
    synchronized void expect(SandboxSpec spec) {
        Wish wish = wish(spec);
        wish.expected++;
        note(wish);
    }

    private void note(Wish wish) {
        wish.takes.addLast(clock.instant());
        if (wish.takes.size() > REMEMBERED) {
            wish.takes.removeFirst();
        }
    }

    private Wish wish(SandboxSpec spec) {
        return wishes.computeIfAbsent(Kind.of(spec), _ -> new Wish(spec));
    }

    /** Whether no job came for a while. */
    synchronized boolean quiet() {
        return latest.isBefore(clock.instant().minus(QUIET));
    }

    /** How many of each kind to have at once, within the settings: first the kept ones, then by latest demand. */
    synchronized Map<SandboxSpec, Integer> urgent() {
        return targets(0);
    }

    /** How many of each kind to have when there was time: of bare ones a class more. */
    synchronized Map<SandboxSpec, Integer> targets() {
        return targets(settings.classSize());
    }

    private Map<SandboxSpec, Integer> targets(int classSize) {
        Instant old = clock.instant().minus(settings.idle());
        wishes.values().forEach(wish -> {
            wish.takes.removeIf(take -> take.isBefore(old));
            wish.expected = Math.min(wish.expected, wish.takes.size());
        });
        wishes.values().removeIf(wish -> wish.kept == 0 && wish.takes.isEmpty());
        Map<SandboxSpec, Integer> targets = new HashMap<>();
        Room room = new Room();
        wishes.values().forEach(wish -> targets.put(wish.spec, room.take(wish.spec, wish.kept)));
        List<Wish> latestFirst = wishes.values().stream().sorted(Comparator.comparing(Wish::latest).reversed())
                .toList();
        for (Wish wish : latestFirst) {
            room.raise(targets, wish.spec, wish.peak());
        }
        for (Wish wish : latestFirst) {
            room.raise(targets, wish.spec, wish.spec.preload().isEmpty() ? classSize : 0);
        }
        return targets;
    }

    private final class Room {
        private int count = settings.most();
        private long bytes = settings.budget().toBytes();

        void raise(Map<SandboxSpec, Integer> targets, SandboxSpec spec, int wanted) {
            targets.merge(spec, take(spec, wanted - targets.getOrDefault(spec, 0)), Integer::sum);
        }

        int take(SandboxSpec spec, int wanted) {
            long each = Kind.of(spec).idleBytes();
            int given = (int) Math.clamp(wanted, 0, Math.min(count, bytes / each));
            count -= given;
            bytes -= given * each;
            return given;
        }
    }
}
