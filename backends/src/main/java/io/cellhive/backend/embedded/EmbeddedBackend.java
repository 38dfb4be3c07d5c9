package io.cellhive.backend.embedded;

import io.cellhive.port.CancelSignals;
import io.cellhive.port.EventLog;
import io.cellhive.port.FileStore;
import io.cellhive.port.JobQueue;
import io.cellhive.port.JobStore;
import io.cellhive.port.WorkerRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** All ports over one data directory, for one process at a time. Closing keeps everything for the next start. */
public final class EmbeddedBackend implements AutoCloseable {
    private final Disk disk;
    private final EmbeddedEventLog events;
    private final EmbeddedJobStore jobs;
    private final EmbeddedJobQueue queue;
    private final EmbeddedFileStore files;
    private final EmbeddedWorkerRegistry workers;
    private final CancelSignals cancelSignals = new EmbeddedCancelSignals();
    private final Clock clock;

    /** @throws io.cellhive.port.BackendUnavailable if the folder is not writable or another process has it */
    public EmbeddedBackend(Path folder, Clock clock, int baseWindow) {
        this.clock = clock;
        disk = new Disk(folder);
        events = new EmbeddedEventLog(disk, clock);
        workers = new EmbeddedWorkerRegistry(clock);
        jobs = new EmbeddedJobStore(disk, events, workers, clock, baseWindow);
        queue = new EmbeddedJobQueue(disk);
        files = new EmbeddedFileStore(disk, clock);
    }

    public JobStore jobs() {
        return jobs;
    }

    public EventLog events() {
        return events;
    }

    public JobQueue queue() {
        return queue;
    }

    public FileStore files() {
        return files;
    }

    public WorkerRegistry workers() {
        return workers;
    }

    public CancelSignals cancelSignals() {
        return cancelSignals;
    }

    /** Forgets jobs that ended, and files nobody used, longer ago than this. */
    public void expire(Duration retention) {
        Instant before = clock.instant().minus(retention);
        jobs.expire(before);
        files.expire(before);
    }

    @Override
    public void close() {
        events.close();
        disk.close();
    }
}
