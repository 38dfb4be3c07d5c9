package io.cellhive.worker.health;

import io.cellhive.model.id.WorkerId;
import io.cellhive.model.worker.WorkerStatus;
import io.cellhive.port.WorkerRegistry;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** What this worker said of itself last, for its operator: up while it takes jobs. Looks at nothing itself. */
@Component
@ConditionalOnEnabledHealthIndicator("worker")
final class WorkerHealthIndicator extends AbstractHealthIndicator {
    private final WorkerRegistry registry;
    private final WorkerId id;

    WorkerHealthIndicator(WorkerRegistry registry, WorkerId id) {
        this.registry = registry;
        this.id = id;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        WorkerStatus said = registry.live().stream().filter(worker -> worker.id().equals(id)).findFirst()
                .orElseThrow(() -> new IllegalStateException("No heartbeat of this worker arrives."));
        health.status(status(said.health())).withDetail("id", id.value()).withDetail("host", said.host())
                .withDetail("slots", said.slots()).withDetail("busy", said.busy()).withDetail("crowded", said.crowded())
                .withDetail("health", said.health());
        if (said.trouble() != null) {
            health.withDetail("trouble", said.trouble());
        }
    }

    private static Status status(WorkerStatus.Health health) {
        return switch (health) {
            case READY -> Status.UP;
            case DRAINING -> Status.OUT_OF_SERVICE;
            case DOCKER_DOWN, PAUSED -> Status.DOWN;
        };
    }
}
