package io.cellhive.backend.embedded;

import io.cellhive.backend.LostJob;
import io.cellhive.model.event.Event;
import io.cellhive.model.file.Artifact;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobMessage;
import io.cellhive.model.job.JobMoves;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.json.CellhiveJson;
import io.cellhive.model.worker.WorkerStatus;
import io.cellhive.port.JobStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** Jobs, lanes and outbox on disk. The lanes are rebuilt at start from what was waiting and released. */
final class EmbeddedJobStore implements JobStore {
    private final Disk disk;
    private final EmbeddedEventLog log;
    private final EmbeddedWorkerRegistry registry;
    private final Clock clock;
    private final Lanes lanes;
    private final MVMap<String, String> jobs;
    private final MVMap<String, String> owned;
    private final MVMap<Long, String> waiting;
    /** Where in the waiting map a job stands. */
    private final Map<JobId, Long> turns = new HashMap<>();
    private final MVMap<String, String> released;
    private final MVMap<String, String> outbox;
    private final MVMap<String, String> keys;

    EmbeddedJobStore(Disk disk, EmbeddedEventLog log, EmbeddedWorkerRegistry registry, Clock clock, int baseWindow) {
        this.disk = disk;
        this.log = log;
        this.registry = registry;
        this.clock = clock;
        jobs = disk.map("jobs");
        owned = disk.map("owned");
        waiting = disk.map("waiting");
        released = disk.map("released");
        outbox = disk.map("outbox");
        keys = disk.map("keys");
        lanes = new Lanes(baseWindow);
        released.keySet().forEach(id -> lanes.markReleased(get(new JobId(id)).lane(), new JobId(id)));
        waiting.forEach((turn, id) -> {
            turns.put(new JobId(id), turn);
            lanes.add(get(new JobId(id)).lane(), new JobId(id));
        });
    }

    @Override
    public Submission submit(Job job, @Nullable IdempotencyKey key) {
        Submission done = disk.step(() -> {
            String known = key == null ? null : keys.get(job.owner() + "/" + key.key());
            if (key != null && known != null) {
                return repeated(known, key.fingerprint());
            }
            if (key != null) {
                keys.put(job.owner() + "/" + key.key(), key.fingerprint() + " " + job.id());
            }
            owned.put(job.owner() + "/" + job.id(), job.id().value());
            Long last = waiting.lastKey();
            long turn = last == null ? 1L : last + 1;
            waiting.put(turn, job.id().value());
            turns.put(job.id(), turn);
            lanes.add(job.lane(), job.id());
            Job stored = put(job, List.of(), null);
            return new Submission.Created(stored, releaseNext());
        });
        log.wake(job.id());
        return done;
    }

    private Submission repeated(String known, String fingerprint) {
        String[] parts = known.split(" ", 2);
        return parts[0].equals(fingerprint)
                ? new Submission.Repeated(get(new JobId(parts[1])))
                : new Submission.KeyReused();
    }

    @Override
    public Optional<Job> find(JobId id) {
        return Optional.ofNullable(jobs.get(id.value())).map(json -> Disk.read(json, Job.class));
    }

    @Override
    public List<Job> list(OwnerId owner, int limit, @Nullable JobId before) {
        List<Job> found = new ArrayList<>();
        String prefix = owner + "/";
        String key = owned.lowerKey(before == null ? prefix + "~" : prefix + before);
        while (key != null && key.startsWith(prefix) && found.size() < limit) {
            find(new JobId(key.substring(prefix.length()))).ifPresent(found::add);
            key = owned.lowerKey(key);
        }
        return found;
    }

    @Override
    public Optional<Integer> position(JobId id) {
        return disk.soon(() -> find(id).filter(job -> job.status() == JobStatus.QUEUED)
                .map(job -> lanes.position(job.lane(), id)));
    }

    @Override
    public Claim claim(JobId id, WorkerId worker, int maxAttempts) {
        Claim done = disk.soon(() -> {
            Job job = find(id).orElse(null);
            if (job == null || job.status().terminal()) {
                return new Claim.Over();
            }
            if (job.worker() != null && alive(job.worker())) {
                return new Claim.Held(job.worker());
            }
            if (job.attempt() >= maxAttempts) {
                return new Claim.Exhausted(end(job, LostJob.after(job.attempt())));
            }
            return new Claim.Claimed(put(JobChange.of(job).claimed(worker, clock.instant()).job(), List.of(), null));
        });
        log.wake(id);
        return done;
    }

    private boolean alive(WorkerId worker) {
        return registry.live().stream().anyMatch(status -> status.id().equals(worker));
    }

    @Override
    public Step finish(JobId id, int attempt, JobResult result) {
        return step(id, job -> running(job, attempt) && JobMoves.legal(job.status(), result.verdict().status()),
                job -> end(job, result));
    }

    @Override
    public Step giveBack(JobId id, int attempt) {
        return step(id, job -> running(job, attempt), job -> {
            put(JobChange.of(job).givenBack().job(), List.of(), null);
            return List.of();
        });
    }

    private static boolean running(Job job, int attempt) {
        return job.status() == JobStatus.RUNNING && job.attempt() == attempt;
    }

    @Override
    public Step cancel(JobId id, Verdict verdict) {
        return step(id, job -> !job.status().terminal(), job -> {
            if (job.status() == JobStatus.QUEUED) {
                return end(job, new JobResult(verdict, null, List.of()));
            }
            jobs.put(id.value(), CellhiveJson.write(JobChange.of(job).cancelRequested(clock.instant()).job()));
            return List.of();
        });
    }

    @Override
    public Step abandon(JobId id, Verdict verdict) {
        return step(id, job -> !job.status().terminal(), job -> end(job, new JobResult(verdict, null, List.of())));
    }

    private Step step(JobId id, Function<Job, Boolean> allowed, Function<Job, List<JobMessage>> change) {
        Step done = disk.step(() -> {
            Job job = find(id).orElse(null);
            if (job == null || !allowed.apply(job)) {
                return new Step(false, job, List.of());
            }
            List<JobMessage> next = change.apply(job);
            return new Step(true, find(id).orElse(null), next);
        });
        log.wake(id);
        return done;
    }

    private List<JobMessage> end(Job job, JobResult result) {
        put(JobChange.of(job).ended(result, clock.instant()).job(), result.artifacts(), result.verdict());
        lanes.remove(job.lane(), job.id());
        released.remove(job.id().value());
        outbox.remove(job.id().value());
        waitsNoMore(job.id());
        return releaseNext();
    }

    /** Stores the job with the events that its change brings. */
    private Job put(Job job, List<Artifact> artifacts, @Nullable Verdict verdict) {
        Instant now = clock.instant();
        long seq = job.lastSeq();
        for (Artifact artifact : artifacts) {
            log.write(job.id(), new Event.ArtifactMade(++seq, now, job.attempt(), artifact));
        }
        log.write(job.id(), new Event.StatusChanged(++seq, now, job.attempt(), job.status(),
                verdict == null ? null : verdict.reason(), verdict == null ? null : verdict.message()));
        Job stored = JobChange.of(job).lastSeq(seq).job();
        jobs.put(job.id().value(), CellhiveJson.write(stored));
        return stored;
    }

    @Override
    public List<JobMessage> release() {
        return disk.soon(this::releaseNext);
    }

    private List<JobMessage> releaseNext() {
        int capacity = registry.live().stream().filter(status -> status.health() == WorkerStatus.Health.READY)
                .mapToInt(WorkerStatus::slots).sum();
        List<JobId> next = lanes.next(capacity);
        for (JobId id : next) {
            released.put(id.value(), "");
            outbox.put(id.value(), Long.toString(clock.millis()));
        }
        next.forEach(this::waitsNoMore);
        return next.stream().map(this::message).toList();
    }

    private void waitsNoMore(JobId id) {
        Long turn = turns.remove(id);
        if (turn != null) {
            waiting.remove(turn);
        }
    }

    @Override
    public List<JobMessage> outbox(Duration olderThan, int max) {
        long before = clock.millis() - olderThan.toMillis();
        return disk.soon(() -> outbox.keySet().stream().filter(id -> Long.parseLong(at(outbox, id)) <= before)
                .limit(max).map(id -> message(new JobId(id))).toList());
    }

    @Override
    public void strike(JobId id) {
        disk.soon(() -> Optional.ofNullable(outbox.remove(id.value())));
    }

    /** Forgets what ended before this instant. */
    void expire(Instant before) {
        disk.step(() -> {
            for (String id : List.copyOf(jobs.keySet())) {
                Job job = get(new JobId(id));
                if (job.finishedAt() != null && job.finishedAt().isBefore(before)) {
                    log.forget(job.id());
                    owned.remove(job.owner() + "/" + id);
                    jobs.remove(id);
                }
            }
            keys.keySet().stream().filter(key -> !jobs.containsKey(at(keys, key).split(" ", 2)[1])).toList()
                    .forEach(keys::remove);
            return true;
        });
    }

    private JobMessage message(JobId id) {
        return new JobMessage(id, get(id).spec().runtime());
    }

    private Job get(JobId id) {
        return find(id).orElseThrow(() -> new IllegalStateException("the store lost " + id));
    }

    private static <K> String at(MVMap<K, String> map, K key) {
        String value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("the store lost " + key);
        }
        return value;
    }
}
