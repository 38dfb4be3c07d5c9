package io.cellhive.worker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.worker.sandbox.SandboxSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class KindTest {
    private static Kind kind(double cpu, long memoryBytes, String... preload) {
        return Kind.of(
                new SandboxSpec("base", ResourceLimits.usual(memoryBytes, cpu, 30_000), List.of(preload)));
    }

    @Test
    void otherCapsCanBeSetWhileItRuns() {
        assertThat(kind(0.5, 1 << 29).alike(kind(2, 1 << 30))).isTrue();
        assertThat(kind(0.5, 1 << 29, "numpy").alike(kind(1, 1 << 30, "numpy"))).isTrue();
        assertThat(kind(1, 1 << 29).alike(kind(1, 1 << 29, "numpy"))).isFalse();
    }

    @Test
    void whatIsImportedKeepsItsNumberOfThreads() {
        assertThat(kind(1, 1 << 29, "numpy").alike(kind(2, 1 << 29, "numpy"))).isFalse();
        assertThat(kind(1.5, 1 << 29, "numpy").alike(kind(2, 1 << 29, "numpy"))).isTrue();
    }
}
