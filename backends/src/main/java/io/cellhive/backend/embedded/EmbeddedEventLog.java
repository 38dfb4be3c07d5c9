package io.cellhive.backend.embedded;

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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Event logs on disk. Readers are woken on threads of their own. */
final class EmbeddedEventLog implements EventLog, AutoCloseable {
    private final Disk disk;
    private final JobBook jobs;
    private final EventBook events;
    private final Clock clock;
    private final Map<JobId, List<Runnable>> listeners = new ConcurrentHashMap<>();
    private final ExecutorService wakes = Executors.newVirtualThreadPerTaskExecutor();

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
        for (Runnable listener : listeners.getOrDefault(id, List.of())) {
            wakes.execute(listener);
        }
    }

    /** Something happened to more jobs than one. */
    void wakeAll() {
        listeners.keySet().forEach(this::wake);
    }

    @Override
    public List<Event> read(JobId id, long after, int max) {
        return events.read(id, after, max);
    }

    @Override
    public Subscription subscribe(JobId id, Runnable onMore) {
        listeners.compute(id, (_, all) -> {
            List<Runnable> more = all == null ? new CopyOnWriteArrayList<>() : all;
            more.add(onMore);
            return more;
        });
        return () -> listeners.computeIfPresent(id, (_, all) -> {
            all.remove(onMore);
            return all.isEmpty() ? null : all;
        });
    }

    @Override
    public void close() {
        wakes.shutdownNow();
    }
}
