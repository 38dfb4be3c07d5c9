package io.cellhive.backend.embedded;

import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.worker.WorkerStatus;
import io.cellhive.port.WorkerRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Heartbeats in memory: a worker of this process cannot outlive it. */
final class EmbeddedWorkerRegistry implements WorkerRegistry {
    private final Map<WorkerId, Beat> beats = new ConcurrentSkipListMap<>();
    private final Map<RuntimeName, Instant> offered = new ConcurrentHashMap<>();
    private final Clock clock;

    EmbeddedWorkerRegistry(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void heartbeat(WorkerStatus status, Duration timeToLive) {
        Instant now = clock.instant();
        beats.put(status.id(), new Beat(status, now.plus(timeToLive)));
        if (status.health() == WorkerStatus.Health.READY) {
            status.runtimes().forEach(runtime -> offered.put(runtime.name(), now));
        }
    }

    @Override
    public void leave(WorkerId id) {
        beats.remove(id);
    }

    @Override
    public List<WorkerStatus> live() {
        Instant now = clock.instant();
        beats.values().removeIf(beat -> !beat.until().isAfter(now));
        return beats.values().stream().map(Beat::status).toList();
    }

    boolean alive(WorkerId id) {
        Beat beat = beats.get(id);
        return beat != null && beat.until().isAfter(clock.instant());
    }

    /** Whether it keeps its sessions: it lives, takes jobs and is not crowded. */
    boolean keeps(WorkerId id) {
        Beat beat = beats.get(id);
        return beat != null && alive(id) && beat.status().health() == WorkerStatus.Health.READY
                && !beat.status().crowded();
    }

    /** When a worker that takes jobs last offered it; long ago when none of this process has. */
    Instant offered(RuntimeName runtime) {
        return offered.getOrDefault(runtime, Instant.EPOCH);
    }

    /** The slots of all workers that live and take jobs. */
    int capacity() {
        return beats.values().stream().filter(beat -> alive(beat.status().id())).map(Beat::status)
                .filter(status -> status.health() == WorkerStatus.Health.READY).mapToInt(WorkerStatus::slots).sum();
    }

    private record Beat(WorkerStatus status, Instant until) {}
}
