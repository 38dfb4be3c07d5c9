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
import java.util.function.BinaryOperator;

/** Which kinds of sandbox are worth having, and how many: those kept from the start, and those asked for lately. */
final class Demand {
    /**
     * Takes within this time are one burst, expected to come together again: as long as thirty cold starts take on two
     * cores, for a class that pressed Run at once is seen only as fast as its jobs find containers.
     */
    private static final Duration BURST = Duration.ofSeconds(10);
    private static final int REMEMBERED = 256;
    /** What was announced and did not come by then was done elsewhere: some leases of a silent worker. */
    private static final Duration ANNOUNCED = Duration.ofSeconds(30);
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
        /** What was announced and has not come yet. */
        final Deque<Instant> expected = new ArrayDeque<>();
        Instant latest = Instant.MIN;
        int kept;

        Wish(SandboxSpec spec) {
            this.spec = spec;
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

    /** For a job of its own, which comes again. It may be what was announced, or come instead of that. */
    synchronized void took(SandboxSpec spec) {
        note(arrived(spec).takes);
    }

    /** For a session, which stays: a class opens its notebooks once, so that as many again are not worth having at once. */
    synchronized void tookForSession(SandboxSpec spec) {
        arrived(spec);
    }

    private Wish arrived(SandboxSpec spec) {
        Wish wish = wish(spec);
        wish.expected.pollFirst();
        wish.latest = latest = clock.instant();
        return wish;
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
        return urgent(new Room());
    }

    /** How many of each kind to have when there was time: of bare ones, first of the image used last, a class more. */
    synchronized Map<SandboxSpec, Integer> targets() {
        Room room = new Room();
        Map<SandboxSpec, Integer> targets = urgent(room);
        Map<String, Instant> used = new HashMap<>();
        wishes.values().forEach(
                wish -> used.merge(wish.spec.image(), wish.latest, BinaryOperator.maxBy(Comparator.naturalOrder())));
        wishes.values().stream().map(wish -> wish.spec).filter(spec -> spec.preload().isEmpty())
                .sorted(Comparator.comparing((SandboxSpec spec) -> used.get(spec.image())).reversed())
                .forEach(bare -> room.raise(targets, bare, settings.classSize()));
        return targets;
    }

    private Map<SandboxSpec, Integer> urgent(Room room) {
        forget();
        Map<SandboxSpec, Integer> targets = new HashMap<>();
        wishes.values().forEach(wish -> targets.put(wish.spec, room.take(wish.spec, wish.kept)));
        wishes.values().stream().sorted(Comparator.comparing((Wish wish) -> wish.latest).reversed())
                .forEach(wish -> room.raise(targets, wish.spec, Math.max(wish.peak(), wish.expected.size())));
        return targets;
    }

    private void forget() {
        Instant now = clock.instant();
        wishes.values().forEach(wish -> {
            wish.takes.removeIf(take -> take.isBefore(now.minus(settings.idle())));
            wish.expected.removeIf(announced -> announced.isBefore(now.minus(ANNOUNCED)));
        });
        wishes.values().removeIf(wish -> wish.kept == 0 && wish.takes.isEmpty() && wish.expected.isEmpty());
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
