package io.cellhive.backend.embedded;

import io.cellhive.port.BackendUnavailable;
import io.cellhive.port.EventLog;
import io.cellhive.port.FileStore;
import io.cellhive.port.JobQueue;
import io.cellhive.port.JobStore;
import io.cellhive.port.SessionQueries;
import io.cellhive.port.SessionStore;
import io.cellhive.port.WorkerRegistry;
import io.cellhive.port.WorkerSignals;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All ports over one data directory, for one process at a time. Closing keeps everything for the next start. */
public final class EmbeddedBackend implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBackend.class);
    private final Disk disk;
    private final EmbeddedEventLog events;
    private final EmbeddedJobStore jobs;
    private final EmbeddedSessionStore sessions;
    private final EmbeddedSessionQueries queries = new EmbeddedSessionQueries();
    private final EmbeddedJobQueue queue;
    private final EmbeddedFileStore files;
    private final EmbeddedWorkerRegistry workers;
    private final WorkerSignals workerSignals = new EmbeddedWorkerSignals();
    private final Clock clock;
    private final ScheduledExecutorService clockwork = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("expiry").factory());

    /** @throws io.cellhive.port.BackendUnavailable if the folder is not writable or another process has it */
    public EmbeddedBackend(Path folder, Clock clock, int baseWindow) {
        this.clock = clock;
        disk = new Disk(folder);
        workers = new EmbeddedWorkerRegistry(clock);
        EventBook eventBook = new EventBook(disk);
        SessionBook sessionBook = new SessionBook(disk, workers, clock);
        JobBook jobBook = new JobBook(disk, eventBook, sessionBook, workers, clock, baseWindow);
        events = new EmbeddedEventLog(disk, jobBook, eventBook);
        jobs = new EmbeddedJobStore(disk, jobBook, sessionBook, eventBook, events, workers, clock);
        sessions = new EmbeddedSessionStore(disk, sessionBook, jobBook, events, clock);
        queue = new EmbeddedJobQueue(disk);
        files = new EmbeddedFileStore(disk, clock);
    }

    public JobStore jobs() {
        return jobs;
    }

    public SessionStore sessions() {
        return sessions;
    }

    public SessionQueries queries() {
        return queries;
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

    public WorkerSignals workerSignals() {
        return workerSignals;
    }

    /** Expires now and once an hour. */
    void keepFor(Duration retention) {
        clockwork.scheduleWithFixedDelay(() -> {
            try {
                expire(retention);
            } catch (BackendUnavailable full) {
                LOG.warn("nothing expires: {}", full.getMessage());
            }
        }, 0, 1, TimeUnit.HOURS);
    }

    /** Forgets jobs that ended, and files nobody used, longer ago than this. */
    public void expire(Duration retention) {
        Instant before = clock.instant().minus(retention);
        jobs.expire(before);
        files.expire(before);
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
        queries.close();
        events.close();
        queue.close();
        disk.close();
    }
}
