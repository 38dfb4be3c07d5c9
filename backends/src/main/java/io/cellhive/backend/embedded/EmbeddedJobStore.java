package io.cellhive.backend.embedded;

import io.cellhive.backend.LostJob;
import io.cellhive.model.event.Event;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobMessage;
import io.cellhive.model.job.JobMoves;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.PendingInput;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.session.Session;
import io.cellhive.port.JobStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** The steps of jobs over {@link JobBook}, each alone. */
final class EmbeddedJobStore implements JobStore {
    private final Disk disk;
    private final JobBook jobs;
    private final SessionBook sessions;
    private final EventBook events;
    private final EmbeddedEventLog log;
    private final EmbeddedWorkerRegistry registry;
    private final Clock clock;
    private final MVMap<String, String> owned;
    private final MVMap<String, String> keys;
    private final Answers answers = new Answers();

    EmbeddedJobStore(Disk disk, JobBook jobs, SessionBook sessions, EventBook events, EmbeddedEventLog log,
            EmbeddedWorkerRegistry registry, Clock clock) {
        this.disk = disk;
        this.jobs = jobs;
        this.sessions = sessions;
        this.events = events;
        this.log = log;
        this.registry = registry;
        this.clock = clock;
        owned = disk.map("owned");
        keys = disk.map("keys");
    }

    @Override
    public Submission submit(Job job, @Nullable IdempotencyKey key) {
        Submission done = disk.step(() -> {
            if (jobs.knows(job.id())) {
                Job stored = jobs.get(job.id());
                return new Submission.Created(stored, List.of(), place(job.id()).orElse(Place.NEXT));
            }
            String known = key == null ? null : keys.get(job.owner() + "/" + key.key());
            if (key != null && known != null) {
                return repeated(known, key.fingerprint());
            }
            if (job.session().isPresent() && job.session().flatMap(sessions::find).isEmpty()) {
                return new Submission.NoSession();
            }
            if (key != null) {
                keys.put(job.owner() + "/" + key.key(), key.fingerprint() + " " + job.id());
            }
            owned.put(job.owner() + "/" + job.id(), job.id().value());
            Job stored = jobs.moved(job);
            sessions.edit(job, edit -> edit);
            List<JobMessage> released = jobs.enqueue(stored);
            boolean next = released.stream().anyMatch(message -> message.jobId().equals(job.id()));
            return new Submission.Created(stored, released, next ? Place.NEXT : jobs.place(stored));
        });
        log.wake(job.id());
        return done;
    }

    private Submission repeated(String known, String fingerprint) {
        String[] parts = known.split(" ", 2);
        return parts[0].equals(fingerprint)
                ? new Submission.Repeated(jobs.get(new JobId(parts[1])))
                : new Submission.KeyReused();
    }

    @Override
    public Optional<Job> find(JobId id) {
        return jobs.find(id);
    }

    @Override
    public Optional<Ended> ended(JobId id) {
        return find(id).filter(job -> job.status().terminal())
                .map(job -> new Ended(job, events.read(id, 0, Integer.MAX_VALUE)));
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
    public Optional<Place> place(JobId id) {
        return disk.look(() -> find(id).filter(job -> job.status() == JobStatus.QUEUED).map(jobs::place));
    }

    @Override
    public Claim claim(JobId id, WorkerId worker, int maxAttempts) {
        Claim done = disk.soon(() -> {
            Job job = find(id).orElse(null);
            if (job == null || job.status().terminal()) {
                return new Claim.Over();
            }
            if (job.worker() != null && registry.alive(job.worker())) {
                return new Claim.Held(job.worker());
            }
            WorkerId keeper = sessions.keeper(job);
            if (keeper != null && !keeper.equals(worker)) {
                return new Claim.Elsewhere(List.of(jobs.toOutbox(id)));
            }
            if (job.session().isPresent() && job.session().flatMap(sessions::find).isEmpty()) {
                jobs.end(job, new JobResult(LostJob.SESSION_DELETED, null, List.of()));
                return new Claim.Over();
            }
            return job.attempt() >= maxAttempts
                    ? new Claim.Exhausted(jobs.end(job, LostJob.after(job.attempt())))
                    : claimed(job, worker);
        });
        log.wake(id);
        return done;
    }

    private Claim claimed(Job job, WorkerId worker) {
        Session session = job.session().flatMap(sessions::find).orElse(null);
        if (session == null) {
            return new Claim.Claimed(jobs.moved(JobChange.of(job).claimed(worker, clock.instant()).job()), null,
                    null);
        }
        JobChange change = JobChange.of(job).claimed(worker, clock.instant());
        if (job.executionCount() == null) {
            int count = session.executionCount() + 1;
            change.counted(count);
            sessions.edit(job, edit -> edit.heldBy(worker).counted(count));
        } else {
            sessions.edit(job, edit -> edit.heldBy(worker));
        }
        return new Claim.Claimed(jobs.moved(change.job()), sessions.find(session.id()).orElseThrow(), session.holder());
    }

    @Override
    public Step finish(JobId id, int attempt, LastWords last, JobResult result) {
        Step done = step(id, job -> running(job, attempt) && JobMoves.legal(job.status(), result.verdict().status()),
                job -> end(jobs.told(job, last.after(), last.told()), result));
        Job job = done.job();
        return !done.done() && job != null && endedSo(job, attempt, result) ? new Step(true, job, List.of()) : done;
    }

    private static boolean endedSo(Job job, int attempt, JobResult result) {
        return job.attempt() == attempt && result.verdict().equals(job.verdict())
                && Objects.equals(result.usage(), job.usage());
    }

    @Override
    public Step giveBack(JobId id, int attempt) {
        return step(id, job -> running(job, attempt), job -> {
            sessions.edit(job, SessionEdit::parked);
            jobs.moved(JobChange.of(job).givenBack().job());
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
            jobs.put(JobChange.of(job).cancelRequested(clock.instant()).job());
            return List.of();
        });
    }

    @Override
    public Step abandon(JobId id, Verdict verdict) {
        return step(id, job -> !job.status().terminal(), job -> end(job, new JobResult(verdict, null, List.of())));
    }

    private List<JobMessage> end(Job job, JobResult result) {
        answers.forget(job.id());
        return jobs.end(job, result);
    }

    private Step step(JobId id, Predicate<Job> allowed, Function<Job, List<JobMessage>> change) {
        Step done = disk.step(() -> {
            Job job = find(id).orElse(null);
            if (job == null || !allowed.test(job)) {
                return new Step(false, job, List.of());
            }
            List<JobMessage> next = change.apply(job);
            return new Step(true, find(id).orElse(null), next);
        });
        log.wake(id);
        return done;
    }

    @Override
    public Optional<Integer> ask(JobId id, int attempt, String prompt, boolean password) {
        Optional<Integer> number = disk.step(() -> find(id).filter(job -> running(job, attempt)).map(job -> {
            if (job.input() != null) {
                return job.input().number();
            }
            Instant now = clock.instant();
            PendingInput input = new PendingInput(job.inputs().size() + 1, prompt, password, now);
            answers.forget(id);
            say(JobChange.of(job).asks(input).job(),
                    new Event.InputRequested(0, now, attempt, input.number(), prompt, password));
            return input.number();
        }));
        log.wake(id);
        return number;
    }

    @Override
    public Step answer(JobId id, int number, String value) {
        return step(id,
                job -> job.status() == JobStatus.RUNNING && job.input() != null && job.input().number() == number,
                job -> {
                    String kept = job.input() == null || job.input().password() ? null : value;
                    answers.keep(job, number, value);
                    say(JobChange.of(job).answered(number, kept).job(),
                            new Event.InputGiven(0, clock.instant(), job.attempt(), number, kept));
                    return List.of();
                });
    }

    /** Stores the job with an event that is not a move. */
    private void say(Job job, Event event) {
        events.write(job.id(), event.numbered(job.lastSeq() + 1));
        jobs.put(JobChange.of(job).lastSeq(job.lastSeq() + 1).job());
    }

    @Override
    public Optional<String> takeAnswer(JobId id, int attempt, int number) {
        return find(id).filter(job -> running(job, attempt)).flatMap(job -> answers.find(job, number));
    }

    @Override
    public Unserved endUnserved(Duration noWorker) {
        Unserved done = disk.step(() -> jobs.endUnserved(noWorker));
        done.jobs().forEach(answers::forget);
        done.jobs().forEach(log::wake);
        return done;
    }

    @Override
    public List<JobMessage> release() {
        return disk.soon(() -> {
            List<JobMessage> messages = new ArrayList<>(jobs.releaseInherited());
            messages.addAll(jobs.release(null));
            return messages;
        });
    }

    @Override
    public List<JobMessage> outbox(Duration olderThan, int max) {
        return disk.look(() -> jobs.outbox(olderThan, max));
    }

    @Override
    public void strike(Collection<JobId> ids) {
        disk.soon(() -> {
            ids.forEach(jobs::strike);
            return true;
        });
    }

    /** Forgets what ended before this instant. */
    void expire(Instant before) {
        disk.step(() -> {
            jobs.expire(before).forEach(job -> owned.remove(job.owner() + "/" + job.id()));
            keys.entrySet().stream().filter(key -> !jobs.knows(new JobId(key.getValue().split(" ", 2)[1])))
                    .map(Map.Entry::getKey).toList().forEach(keys::remove);
            return true;
        });
    }
}
