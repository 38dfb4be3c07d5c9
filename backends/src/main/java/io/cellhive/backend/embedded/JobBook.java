package io.cellhive.backend.embedded;

import io.cellhive.backend.ExpectedWait;
import io.cellhive.backend.LostJob;
import io.cellhive.model.event.Event;
import io.cellhive.model.file.Artifact;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.LaneId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobMessage;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.json.CellhiveJson;
import io.cellhive.port.JobStore.Place;
import io.cellhive.port.JobStore.Unserved;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Jobs, their lanes and the outbox, as every step sees them; writes happen inside steps only. Jobs that have not ended are
 * kept in memory too, and lanes are rebuilt at start from what was waiting and released.
 */
final class JobBook {
    private static final int UNSERVED_AT_ONCE = 100;
    private final EventBook events;
    private final SessionBook sessions;
    private final EmbeddedWorkerRegistry registry;
    private final Clock clock;
    private final Watch watch;
    private final Lanes lanes;
    private final MVMap<String, String> jobs;
    private final Map<JobId, Job> live = new ConcurrentHashMap<>();
    private final MVMap<Long, String> waiting;
    /** Where in the waiting map a job stands. */
    private final Map<JobId, Long> turns = new HashMap<>();
    private final MVMap<String, String> released;
    private final MVMap<String, String> outbox;
    /** Released before this process began: whose message may have been settled by a worker that is no more. */
    private final Set<JobId> inherited = new HashSet<>();
    /** Of the jobs that ended lately; forgotten with the process. */
    private double meanRunMs;

    JobBook(Disk disk, EventBook events, SessionBook sessions, EmbeddedWorkerRegistry registry, Clock clock,
            int baseWindow) {
        this.events = events;
        this.sessions = sessions;
        this.registry = registry;
        this.clock = clock;
        watch = new Watch(registry, clock);
        jobs = disk.map("jobs");
        waiting = disk.map("waiting");
        released = disk.map("released");
        outbox = disk.map("outbox");
        lanes = new Lanes(baseWindow);
        released.keySet().forEach(id -> {
            lanes.markReleased(revive(id).lane(), new JobId(id));
            inherited.add(new JobId(id));
        });
        waiting.forEach((turn, id) -> {
            turns.put(new JobId(id), turn);
            lanes.add(revive(id).lane(), new JobId(id));
        });
    }

    /** Appends do not write the job again, so the number of its newest event is with the events. */
    private Job revive(String id) {
        Job job = JobChange.of(get(new JobId(id))).lastSeq(events.last(new JobId(id))).job();
        live.put(job.id(), job);
        return job;
    }

    Optional<Job> find(JobId id) {
        Job running = live.get(id);
        return running != null
                ? Optional.of(running)
                : Optional.ofNullable(jobs.get(id.value())).map(json -> CellhiveJson.read(json, Job.class));
    }

    Job get(JobId id) {
        return find(id).orElseThrow(() -> new IllegalStateException("the store lost " + id));
    }

    /** Stores the job without an event. */
    Job put(Job job) {
        jobs.put(job.id().value(), CellhiveJson.write(job));
        if (job.status().terminal()) {
            live.remove(job.id());
        } else {
            live.put(job.id(), job);
        }
        return job;
    }

    /**
     * Writes what a running attempt told, unless just that was written before; see {@link io.cellhive.port.EventLog#append}.
     *
     * @return the job, of which only the events are more
     */
    Job told(Job job, long after, List<? extends Event.Told> told) {
        long count = events.told(job.id(), job.attempt());
        if (told.isEmpty() || count == after + told.size()) {
            return job;
        }
        if (count != after) {
            throw new IllegalStateException("events of " + job.id() + " are missing or were appended twice");
        }
        events.told(job.id(), job.attempt(), after + told.size());
        long seq = job.lastSeq();
        for (Event event : told) {
            events.write(job.id(), event.numbered(++seq));
        }
        Job grown = JobChange.of(job).lastSeq(seq).job();
        live.put(job.id(), grown);
        return grown;
    }

    /** Stores the job and the event that its new status is. */
    Job moved(Job job) {
        return moved(job, List.of(), null);
    }

    private Job moved(Job job, List<Artifact> artifacts, @Nullable Verdict verdict) {
        Instant now = clock.instant();
        long seq = job.lastSeq();
        for (Artifact artifact : artifacts) {
            events.write(job.id(), new Event.ArtifactMade(++seq, now, job.attempt(), artifact));
        }
        events.write(job.id(), new Event.StatusChanged(++seq, now, job.attempt(), job.status(),
                verdict == null ? null : verdict.reason(), verdict == null ? null : verdict.message()));
        return put(JobChange.of(job).lastSeq(seq).job());
    }

    /** At the end of its lane. */
    List<JobMessage> enqueue(Job job) {
        Long last = waiting.lastKey();
        long turn = last == null ? 1L : last + 1;
        waiting.put(turn, job.id().value());
        turns.put(job.id(), turn);
        lanes.add(job.lane(), job.id());
        return release(job.lane());
    }

    /** Ends the job, its part in its session, and its place in its lane. */
    List<JobMessage> end(Job job, JobResult result) {
        WorkerId by = job.worker();
        if (result.usage() != null) {
            meanRunMs = ExpectedWait.mean(meanRunMs, result.usage().wallMs());
        }
        Job ended = moved(JobChange.of(job).ended(result, clock.instant()).job(), result.artifacts(), result.verdict());
        lanes.remove(job.lane(), job.id());
        outbox.remove(job.id().value());
        waitsNoMore(job.id());
        if (released.remove(job.id().value()) != null) {
            sessions.ended(ended, by, result.stateKept());
        }
        return release(job.lane());
    }

    /**
     * Releases what may go now.
     *
     * @param touched the only lane whose window may have room; null when any may
     */
    List<JobMessage> release(@Nullable LaneId touched) {
        List<JobMessage> messages = new ArrayList<>();
        for (JobId id : lanes.next(touched, registry.capacity())) {
            released.put(id.value(), "");
            waitsNoMore(id);
            sessions.edit(get(id), edit -> edit.current(id));
            messages.add(toOutbox(id));
        }
        return messages;
    }

    /** A second message, once, for what was released before this process began and has not ended. */
    List<JobMessage> releaseInherited() {
        List<JobMessage> again = inherited.stream().filter(id -> released.containsKey(id.value()))
                .map(this::toOutbox).toList();
        inherited.clear();
        return again;
    }

    JobMessage toOutbox(JobId id) {
        outbox.put(id.value(), Long.toString(clock.millis()));
        return message(id);
    }

    private JobMessage message(JobId id) {
        Job job = get(id);
        return new JobMessage(id, job.spec().runtime(), sessions.keeper(job));
    }

    private void waitsNoMore(JobId id) {
        Long turn = turns.remove(id);
        if (turn != null) {
            waiting.remove(turn);
        }
    }

    /** Ends every job of the lane that does not run; the backlog first, so that nothing is released meanwhile. */
    List<JobMessage> drop(LaneId lane, @Nullable JobId current, Verdict verdict) {
        List<JobMessage> next = new ArrayList<>();
        List<JobId> all = new ArrayList<>(lanes.backlog(lane));
        if (current != null && get(current).worker() == null) {
            all.add(current);
        }
        for (JobId id : all) {
            next.addAll(end(get(id), new JobResult(verdict, null, List.of())));
        }
        return next;
    }

    private boolean waits(Job job) {
        WorkerId by = job.worker();
        return job.status() == JobStatus.QUEUED || (by != null && !registry.alive(by));
    }

    /** Ends what waits for a runtime that nobody offers; backlogs first, so that nothing is released that ends next. */
    Unserved endUnserved(Duration noWorker) {
        Predicate<Job> unserved = watch.look(noWorker);
        List<JobId> ending = live.values().stream().filter(this::waits).filter(unserved)
                .map(Job::id).sorted().limit(UNSERVED_AT_ONCE)
                .sorted(Comparator.comparing(id -> released.containsKey(id.value()))).toList();
        List<JobMessage> next = new ArrayList<>();
        for (JobId id : ending) {
            Job job = get(id);
            next.addAll(end(job, LostJob.unserved(noWorker, job.spec().runtime().value())));
        }
        return new Unserved(ending, next);
    }

    List<JobMessage> outbox(Duration olderThan, int max) {
        long before = clock.millis() - olderThan.toMillis();
        return outbox.entrySet().stream().filter(entry -> Long.parseLong(entry.getValue()) <= before).limit(max)
                .map(entry -> message(new JobId(entry.getKey()))).toList();
    }

    void strike(JobId id) {
        outbox.remove(id.value());
    }

    Place place(Job job) {
        int position = lanes.position(job.lane(), job.id());
        return new Place(position, job.lane().strict()
                ? null
                : ExpectedWait.of(lanes.releasedBefore(job.id()) + position - 1L, registry.capacity(), meanRunMs));
    }

    boolean knows(JobId id) {
        return jobs.containsKey(id.value());
    }

    /** Forgets what ended before this instant and no session's state needs; answers what it forgot. */
    List<Job> expire(Instant before) {
        List<Job> old = jobs.keySet().stream().map(JobId::new).filter(id -> !live.containsKey(id)).map(this::get)
                .filter(job -> job.finishedAt() != null && job.finishedAt().isBefore(before) && !sessions.needs(job))
                .toList();
        for (Job job : old) {
            events.forget(job.id());
            jobs.remove(job.id().value());
        }
        return old;
    }
}
