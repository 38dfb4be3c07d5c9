package io.cellhive.backend.redis;

import io.cellhive.model.id.WorkerId;
import io.cellhive.model.json.CellhiveJson;
import io.cellhive.model.worker.WorkerStatus;
import io.cellhive.port.WorkerRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Heartbeats in Redis, measured by Redis's own clock. */
final class RedisWorkerRegistry implements WorkerRegistry {
    private final RedisScripts scripts;

    RedisWorkerRegistry(RedisScripts scripts) {
        this.scripts = scripts;
    }

    @Override
    public void heartbeat(WorkerStatus status, Duration timeToLive) {
        boolean ready = status.health() == WorkerStatus.Health.READY;
        List<Object> arguments = new ArrayList<>(List.of(status.id(), CellhiveJson.write(status),
                ready ? status.slots() : 0, timeToLive.toMillis()));
        if (ready) {
            status.runtimes().forEach(runtime -> arguments.add(runtime.name()));
        }
        scripts.number("heartbeat", arguments.toArray());
    }

    @Override
    public void leave(WorkerId id) {
        scripts.number("leave", id);
    }

    @Override
    public List<WorkerStatus> live() {
        return scripts.list("live").stream().map(json -> CellhiveJson.read((String) json, WorkerStatus.class))
                .sorted(Comparator.comparing(status -> status.id().value())).toList();
    }
}
