package io.cellhive.backend.embedded;

import io.cellhive.backend.JobReaders;
import io.cellhive.model.event.Event;
import io.cellhive.model.id.JobId;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.output.Output;
import io.cellhive.port.EventLog;
import io.cellhive.port.Subscription;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Event logs on disk. */
final class EmbeddedEventLog implements EventLog, AutoCloseable {
    private final Disk disk;
    private final JobBook jobs;
    private final EventBook events;
    private final Clock clock;
    private final JobReaders readers = new JobReaders();

    EmbeddedEventLog(Disk disk, JobBook jobs, EventBook events, Clock clock) {
        this.disk = disk;
        this.jobs = jobs;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public boolean append(JobId id, int attempt, long after, List<Output> outputs) {
        Instant now = clock.instant();
        return add(id, attempt, after,
                outputs.stream().<Event>map(output -> new Event.Shown(0, now, attempt, output)).toList());
    }

    @Override
    public boolean note(JobId id, long after, Event.Note note) {
        return add(id, note.attempt(), after, List.of(note));
    }

    private boolean add(JobId id, int attempt, long after, List<Event> more) {
        boolean done = disk.step(() -> {
            Job job = jobs.find(id).orElse(null);
            if (job == null || job.status() != JobStatus.RUNNING || job.attempt() != attempt) {
                return false;
            }
            long count = events.shown(id, attempt);
            if (count == after + more.size() && count != after) {
                return true;
            }
            if (count != after) {
                throw new IllegalStateException("outputs of " + id + " are missing or were appended twice");
            }
            events.shown(id, attempt, after + more.size());
            long seq = job.lastSeq();
            for (Event event : more) {
                events.write(id, event.numbered(++seq));
            }
            jobs.grown(job, seq);
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
