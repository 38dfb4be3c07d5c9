package io.cellhive.backend.embedded;

import io.cellhive.model.event.Event;
import io.cellhive.model.id.JobId;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.json.CellhiveJson;
import io.cellhive.model.output.Output;
import io.cellhive.port.EventLog;
import io.cellhive.port.Subscription;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.h2.mvstore.MVMap;

/** Event logs on disk, in one map ordered by job and number. Readers are woken on threads of their own. */
final class EmbeddedEventLog implements EventLog, AutoCloseable {
    private final Disk disk;
    private final MVMap<String, String> jobs;
    private final MVMap<String, String> events;
    /** Job id to "attempt count": how many outputs its attempt has. */
    private final MVMap<String, String> shown;
    private final Clock clock;
    private final Map<JobId, List<Runnable>> listeners = new ConcurrentHashMap<>();
    private final ExecutorService wakes = Executors.newVirtualThreadPerTaskExecutor();

    EmbeddedEventLog(Disk disk, Clock clock) {
        this.disk = disk;
        this.clock = clock;
        this.jobs = disk.map("jobs");
        this.events = disk.map("events");
        this.shown = disk.map("shown");
    }

    @Override
    public boolean append(JobId id, int attempt, long after, List<Output> outputs) {
        boolean done = disk.step(() -> {
            String stored = jobs.get(id.value());
            Job job = stored == null ? null : Disk.read(stored, Job.class);
            if (job == null || job.status() != JobStatus.RUNNING || job.attempt() != attempt) {
                return false;
            }
            String before = shown.get(id.value());
            long count = before != null && before.startsWith(attempt + " ")
                    ? Long.parseLong(before.substring(before.indexOf(' ') + 1))
                    : 0;
            if (count == after + outputs.size() && count != after) {
                return true;
            }
            if (count != after) {
                throw new IllegalStateException("outputs of " + id + " are missing or were appended twice");
            }
            shown.put(id.value(), attempt + " " + (after + outputs.size()));
            Instant now = clock.instant();
            long seq = job.lastSeq();
            for (Output output : outputs) {
                write(id, new Event.Shown(++seq, now, attempt, output));
            }
            jobs.put(id.value(), CellhiveJson.write(JobChange.of(job).lastSeq(seq).job()));
            return true;
        });
        if (done) {
            wake(id);
        }
        return done;
    }

    /** Inside a step of the store. */
    void write(JobId id, Event event) {
        events.put(key(id, event.seq()), CellhiveJson.write(event));
    }

    void wake(JobId id) {
        for (Runnable listener : listeners.getOrDefault(id, List.of())) {
            wakes.execute(listener);
        }
    }

    /** Inside a step of the store. */
    void forget(JobId id) {
        shown.remove(id.value());
        for (Iterator<String> keys = events.keyIterator(key(id, 0)); keys.hasNext();) {
            String key = keys.next();
            if (!key.startsWith(id.value())) {
                return;
            }
            events.remove(key);
        }
    }

    @Override
    public List<Event> read(JobId id, long after, int max) {
        List<Event> read = new ArrayList<>();
        Iterator<String> keys = events.keyIterator(key(id, after + 1));
        while (read.size() < max && keys.hasNext()) {
            String key = keys.next();
            String json = key.startsWith(id.value()) ? events.get(key) : null;
            if (json == null) {
                break;
            }
            read.add(Disk.read(json, Event.class));
        }
        return read;
    }

    private static String key(JobId id, long seq) {
        return "%s/%012d".formatted(id.value(), seq);
    }

    @Override
    public Subscription subscribe(JobId id, Runnable onMore) {
        listeners.computeIfAbsent(id, _ -> new CopyOnWriteArrayList<>()).add(onMore);
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
