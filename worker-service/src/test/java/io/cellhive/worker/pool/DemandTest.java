package io.cellhive.worker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.worker.sandbox.SandboxSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class DemandTest {
    private static final SandboxSpec PYTHON = spec("python", 0.5);
    private static final SandboxSpec BASE = spec("base", 0.5);
    private static final SandboxSpec LARGE = spec("base", 1);
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-02T08:00:00Z"));
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };
    private final Demand demand = new Demand(clock, new PoolSettings(6, 2, 0, DataSize.ofGigabytes(1), "512m", 0.5,
            50, DataSize.ofMegabytes(128), Duration.ofMinutes(5), Duration.ofSeconds(5)));

    private static SandboxSpec spec(String image, double cpu) {
        return new SandboxSpec(image, ResourceLimits.usual(1 << 29, cpu, 30_000), List.of());
    }

    private void took(SandboxSpec spec, int times) {
        times(times, () -> demand.took(spec));
    }

    private static void times(int count, Runnable step) {
        for (int i = 0; i < count; i++) {
            step.run();
        }
    }

    @Test
    void keepsTheKeptKindsWithoutAnyDemand() {
        demand.keep(Map.of(PYTHON, 2, BASE, 2));
        assertThat(demand.targets()).containsEntry(PYTHON, 2).containsEntry(BASE, 2).hasSize(2);
    }

    @Test
    void aBurstOfOneKindLeavesTheOthersTheirs() {
        demand.keep(Map.of(PYTHON, 2, BASE, 2));
        took(PYTHON, 30);
        assertThat(demand.targets()).containsEntry(PYTHON, 4).containsEntry(BASE, 2);
    }

    @Test
    void whatIsExpectedIsWantedAtOnceUntilItIsTaken() {
        times(4, () -> demand.expect(PYTHON));
        assertThat(demand.urgent()).containsEntry(PYTHON, 4);
        now.updateAndGet(then -> then.plus(Duration.ofSeconds(5)));
        demand.tookForSession(PYTHON);
        assertThat(demand.urgent()).containsEntry(PYTHON, 3);
        demand.took(PYTHON);
        assertThat(demand.urgent()).containsEntry(PYTHON, 2);
    }

    @Test
    void whatIsExpectedAndDoesNotComeIsForgottenSoon() {
        demand.keep(Map.of(PYTHON, 1));
        times(4, () -> demand.expect(PYTHON));
        now.updateAndGet(then -> then.plus(Duration.ofSeconds(31)));
        assertThat(demand.urgent()).containsEntry(PYTHON, 1);
    }

    @Test
    void asManySessionsAgainAreNotWanted() {
        demand.keep(Map.of(PYTHON, 2));
        times(5, () -> demand.tookForSession(PYTHON));
        assertThat(demand.targets()).containsEntry(PYTHON, 2);
        assertThat(demand.quiet()).isFalse();
    }

    @Test
    void theClassIsOfTheImageUsedLastInEitherTier() {
        SandboxSpec imported = new SandboxSpec("base", BASE.limits(), List.of("numpy"));
        Demand forClass = new Demand(clock, new PoolSettings(14, 2, 10, DataSize.ofGigabytes(2), "512m", 0.5, 50,
                DataSize.ofMegabytes(128), Duration.ofMinutes(5), Duration.ofSeconds(5)));
        forClass.keep(Map.of(PYTHON, 1, BASE, 1, imported, 1));
        forClass.tookForSession(imported);
        assertThat(forClass.targets()).containsEntry(BASE, 10).containsEntry(PYTHON, 3).containsEntry(imported, 1);
        now.updateAndGet(then -> then.plusSeconds(1));
        forClass.took(PYTHON);
        assertThat(forClass.targets()).containsEntry(BASE, 3).containsEntry(PYTHON, 10);
    }

    @Test
    void aKindAskedForIsKeptUntilNobodyAsksAnyMore() {
        demand.took(LARGE);
        assertThat(demand.targets()).containsEntry(LARGE, 1);
        now.updateAndGet(then -> then.plus(Duration.ofMinutes(4)));
        assertThat(demand.targets()).containsEntry(LARGE, 1);
        now.updateAndGet(then -> then.plus(Duration.ofMinutes(2)));
        assertThat(demand.targets()).isEmpty();
    }

    @Test
    void aBurstIsExpectedAgainUntilNothingCameForAWhile() {
        demand.keep(Map.of(PYTHON, 2));
        took(PYTHON, 5);
        now.updateAndGet(then -> then.plusSeconds(60));
        took(PYTHON, 1);
        assertThat(demand.targets()).containsEntry(PYTHON, 5);
        now.updateAndGet(then -> then.plus(Duration.ofMinutes(6)));
        assertThat(demand.targets()).containsEntry(PYTHON, 2);
    }

    @Test
    void staysWithinItsMemory() {
        SandboxSpec imported = new SandboxSpec("base", ResourceLimits.usual(1 << 29, 1, 30_000), List.of("numpy"));
        Demand small = new Demand(clock, new PoolSettings(20, 2, 0, DataSize.ofMegabytes(300), "512m", 0.5,
                50, DataSize.ofMegabytes(128), Duration.ofMinutes(5), Duration.ZERO));
        small.keep(Map.of(imported, 10));
        assertThat(small.targets()).containsEntry(imported, 2);
    }

    @Test
    void neverWishesForMoreThanTheMost() {
        demand.keep(Map.of(PYTHON, 2, BASE, 2));
        took(PYTHON, 9);
        took(BASE, 9);
        took(LARGE, 9);
        assertThat(demand.targets().values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(6);
    }

    @Test
    void aClassOfBareOnesIsWorthHavingButNotUrgent() {
        SandboxSpec imported = new SandboxSpec("base", BASE.limits(), List.of("numpy"));
        Demand forClass = new Demand(clock, new PoolSettings(20, 2, 10, DataSize.ofGigabytes(1), "512m", 0.5, 50,
                DataSize.ofMegabytes(128), Duration.ofMinutes(5), Duration.ofSeconds(5)));
        forClass.keep(Map.of(PYTHON, 2, imported, 2));
        assertThat(forClass.urgent()).containsEntry(PYTHON, 2).containsEntry(imported, 2);
        assertThat(forClass.targets()).containsEntry(PYTHON, 10).containsEntry(imported, 2);
        forClass.took(PYTHON);
        assertThat(forClass.quiet()).isFalse();
        now.updateAndGet(then -> then.plusSeconds(4));
        assertThat(forClass.quiet()).isTrue();
        forClass.otherwise();
        assertThat(forClass.quiet()).isFalse();
        assertThat(forClass.urgent()).containsEntry(PYTHON, 2);
    }
}
