package io.cellhive.worker.pool;

import io.cellhive.worker.sandbox.SandboxSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which kinds of sandbox are worth having: those kept from the start, and those asked for lately. */
final class Demand {
    /** Takes within this time come faster than a refill (1 to 3 s): they are expected to come together again. */
    private static final Duration BURST = Duration.ofSeconds(3);
    private final Clock clock;
    private final PoolSettings settings;
    private final Map<Kind, Wish> wishes = new HashMap<>();

    Demand(Clock clock, PoolSettings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    private record Wish(SandboxSpec spec, boolean kept, List<Instant> takes) {}

    /** Keeps this kind whether anybody asks or not. */
    synchronized void keep(SandboxSpec spec) {
        wishes.putIfAbsent(Kind.of(spec), new Wish(spec, true, new ArrayList<>()));
    }

    synchronized void took(SandboxSpec spec) {
        wishes.computeIfAbsent(Kind.of(spec), _ -> new Wish(spec, false, new ArrayList<>())).takes()
                .add(clock.instant());
    }

    /** How many of each kind to have, never more than the settings' most: first the kept ones, then by latest demand. */
    synchronized Map<SandboxSpec, Integer> targets() {
        Instant now = clock.instant();
        wishes.values().forEach(wish -> wish.takes().removeIf(take -> take.isBefore(now.minus(settings.idle()))));
        wishes.values().removeIf(wish -> !wish.kept() && wish.takes().isEmpty());
        Map<SandboxSpec, Integer> targets = new HashMap<>();
        int left = settings.most();
        for (Wish wish : wishes.values()) {
            int kept = wish.kept() ? Math.min(left, settings.each()) : 0;
            targets.put(wish.spec(), kept);
            left -= kept;
        }
        for (Wish wish : wishes.values().stream().sorted(Comparator.comparing(Demand::latest).reversed()).toList()) {
            int burst = (int) wish.takes().stream().filter(take -> take.isAfter(now.minus(BURST))).count();
            int wanted = Math.max(wish.takes().isEmpty() ? 0 : 1, burst);
            int more = Math.clamp(wanted - targets.getOrDefault(wish.spec(), 0), 0, left);
            targets.merge(wish.spec(), more, Integer::sum);
            left -= more;
        }
        return targets;
    }

    private static Instant latest(Wish wish) {
        return wish.takes().isEmpty() ? Instant.MIN : wish.takes().getLast();
    }
}
