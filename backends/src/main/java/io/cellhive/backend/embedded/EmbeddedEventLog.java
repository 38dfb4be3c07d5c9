package io.cellhive.backend.embedded;

import io.cellhive.backend.JobReaders;
import io.cellhive.model.event.Event;
import io.cellhive.model.id.JobId;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobStatus;
import io.cellhive.port.EventLog;
import io.cellhive.port.Subscription;
import java.util.List;

/** Event logs on disk. */
final class EmbeddedEventLog implements EventLog, AutoCloseable {
    private final Disk disk;
    private final JobBook jobs;
    private final EventBook events;
    private final JobReaders readers = new JobReaders();

    EmbeddedEventLog(Disk disk, JobBook jobs, EventBook events) {
        this.disk = disk;
        this.jobs = jobs;
        this.events = events;
    }

    @Override
    public boolean append(JobId id, int attempt, long after, List<? extends Event.Told> told) {
        boolean done = disk.step(() -> {
            Job job = jobs.find(id).orElse(null);
            if (job == null || job.status() != JobStatus.RUNNING || job.attempt() != attempt) {
                return false;
            }
            jobs.told(job, after, told);
            return true;
        });
        if (done) {
            wake(id);
        }
        return done;
    }

    void wake(JobId id) {
        readers.wake(id.value());
    }

    /** Something happened to more jobs than one. */
    void wakeAll() {
        readers.wakeAll();
    }

    @Override
    public List<Event> read(JobId id, long after, int max) {
        return events.read(id, after, max);
    }

    @Override
    public Subscription subscribe(JobId id, Runnable onMore) {
        return readers.subscribe(id, onMore);
    }

    @Override
    public void close() {
        readers.close();
    }
}
