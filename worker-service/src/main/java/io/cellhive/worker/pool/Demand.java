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
import java.util.Objects;
import java.util.stream.Stream;

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
        /** For jobs of their own, which come again. */
        final Deque<Instant> takes = new ArrayDeque<>();
        /** For sessions, which stay: a class opens its notebooks once a lesson. */
        final Deque<Instant> stays = new ArrayDeque<>();
        /** What was announced and has not come yet. */
        final Deque<Instant> expected = new ArrayDeque<>();
        int kept;

        Wish(SandboxSpec spec) {
            this.spec = spec;
        }

        Instant latest() {
            return all().map(Deque::peekLast).filter(Objects::nonNull).max(Comparator.naturalOrder())
                    .orElse(Instant.MIN);
        }

        Stream<Deque<Instant>> all() {
            return Stream.of(takes, stays, expected);
        }

        /** The most that ever came within a burst's time, as far as is remembered. */
        static int peak(Deque<Instant> times) {
            List<Instant> all = List.copyOf(times);
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

    /** @param stays whether it is for a session, which keeps it */
    synchronized void took(SandboxSpec spec, boolean stays) {
        latest = clock.instant();
        Wish wish = wish(spec);
        wish.expected.pollFirst();
        note(stays ? wish.stays : wish.takes);
    }

    /** One is about to be taken: until then it is wanted at once. */
    synchronized void expect(SandboxSpec spec) {
        note(wish(spec).expected);
    }

    private void note(Deque<Instant> times) {
        times.addLast(clock.instant());
        if (times.size() > REMEMBERED) {
            times.removeFirst();
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
        return targets(false);
    }

    /** How many of each kind to have when there was time: for as many sessions again, and of bare ones for a class. */
    synchronized Map<SandboxSpec, Integer> targets() {
        return targets(true);
    }

    private Map<SandboxSpec, Integer> targets(boolean inTime) {
        Instant old = clock.instant().minus(settings.idle());
        wishes.values().forEach(wish -> wish.all().forEach(times -> times.removeIf(time -> time.isBefore(old))));
        wishes.values().removeIf(wish -> wish.kept == 0 && wish.all().allMatch(Deque::isEmpty));
        Map<SandboxSpec, Integer> targets = new HashMap<>();
        Room room = new Room();
        wishes.values().forEach(wish -> targets.put(wish.spec, room.take(wish.spec, wish.kept)));
        List<Wish> latestFirst = wishes.values().stream().sorted(Comparator.comparing(Wish::latest).reversed())
                .toList();
        for (Wish wish : latestFirst) {
            room.raise(targets, wish.spec, Math.max(Wish.peak(wish.takes), wish.expected.size()));
        }
        for (Wish wish : inTime ? latestFirst : List.<Wish>of()) {
            int bare = wish.spec.preload().isEmpty() ? settings.classSize() : 0;
            room.raise(targets, wish.spec, Math.max(Wish.peak(wish.stays), bare));
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
