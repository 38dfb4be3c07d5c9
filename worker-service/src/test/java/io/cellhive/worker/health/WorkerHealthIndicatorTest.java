package io.cellhive.worker.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.backend.embedded.EmbeddedBackend;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.worker.WorkerStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.health.contributor.Status;

class WorkerHealthIndicatorTest {
    private static final String TROUBLE = "This Docker host does not enforce: swap.";
    private final WorkerId id = WorkerId.create();
    @TempDir
    private Path folder;
    private EmbeddedBackend backend;
    private WorkerHealthIndicator indicator;

    @BeforeEach
    void open() {
        backend = new EmbeddedBackend(folder, Clock.systemUTC(), 2);
        indicator = new WorkerHealthIndicator(backend.workers(), id);
        say(WorkerId.create(), WorkerStatus.Health.READY);
    }

    @AfterEach
    void close() {
        backend.close();
    }

    private void say(WorkerId worker, WorkerStatus.Health health) {
        backend.workers().heartbeat(new WorkerStatus(worker, "room-12", 4, 1, false, health, TROUBLE, List.of()),
                Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource({"READY,UP", "DRAINING,OUT_OF_SERVICE", "PAUSED,DOWN", "DOCKER_DOWN,DOWN"})
    void isUpWhileItTakesJobsAndSaysItsTrouble(WorkerStatus.Health said, String status) {
        say(id, said);

        var health = indicator.health();

        assertThat(health.getStatus()).isEqualTo(new Status(status));
        assertThat(health.getDetails()).containsEntry("host", "room-12").containsEntry("health", said)
                .containsEntry("trouble", TROUBLE);
    }

    @Test
    void isDownWhenNoHeartbeatArrives() {
        assertThat(indicator.health().getStatus()).isEqualTo(Status.DOWN);
    }
}
