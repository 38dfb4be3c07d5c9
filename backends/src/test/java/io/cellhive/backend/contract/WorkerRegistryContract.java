package io.cellhive.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.model.id.WorkerId;
import io.cellhive.model.worker.WorkerStatus;
import io.cellhive.port.WorkerRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every worker registry must do. */
public abstract class WorkerRegistryContract {
    private final WorkerId one = WorkerId.create();
    private final WorkerId two = WorkerId.create();

    protected abstract WorkerRegistry registry();

    @Test
    void knowsTheNewestHeartbeatOfEachLiveWorker() {
        registry().heartbeat(Samples.aWorker(one, 1), Duration.ofMinutes(1));
        registry().heartbeat(Samples.aWorker(one, 2), Duration.ofMinutes(1));
        registry().heartbeat(Samples.aWorker(two, 3), Duration.ofMinutes(1));

        assertThat(registry().live()).containsExactlyInAnyOrder(Samples.aWorker(one, 2), Samples.aWorker(two, 3));
    }

    @Test
    void forgetsAWorkerThatLeftOrFellSilent() {
        registry().heartbeat(Samples.aWorker(one, 1), Duration.ofMinutes(1));
        registry().heartbeat(Samples.aWorker(two, 1), Duration.ofMillis(200));
        registry().leave(one);

        await().atMost(Duration.ofSeconds(5)).until(() -> registry().live().isEmpty());
        registry().heartbeat(Samples.aWorker(two, 1), Duration.ofMinutes(1));
        assertThat(registry().live()).extracting(WorkerStatus::id).containsExactly(two);
    }
}
