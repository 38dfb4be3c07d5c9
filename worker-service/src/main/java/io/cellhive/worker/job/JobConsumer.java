package io.cellhive.worker.job;

import io.cellhive.backend.OutboxPublisher;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.FailureReason;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.runtime.RuntimeInfo;
import io.cellhive.model.session.Session;
import io.cellhive.port.JobQueue;
import io.cellhive.port.JobQueue.Delivery;
import io.cellhive.port.JobStore;
import io.cellhive.port.JobStore.Claim;
import io.cellhive.port.JobStore.LastWords;
import io.cellhive.port.Subscription;
import io.cellhive.port.WorkerSignals;
import io.cellhive.worker.Patience;
import io.cellhive.worker.WorkerSettings;
import io.cellhive.worker.sandbox.ImageMissing;
import io.cellhive.worker.sandbox.Images;
import io.cellhive.worker.sandbox.RunnerProtocolViolation;
import io.cellhive.worker.sandbox.Sandbox;
import io.cellhive.worker.sandbox.SandboxException;
import io.cellhive.worker.sandbox.SandboxSpec;
import io.cellhive.worker.sandbox.SandboxUnavailable;
import io.cellhive.worker.sandbox.Sandboxes;
import io.cellhive.worker.session.LiveSessions;
import io.cellhive.worker.session.Stay;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes messages while it is open, claims attempts and settles each message exactly once, after the terminal record. */
@Component
public class JobConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(JobConsumer.class);
    private static final int MAX_ATTEMPTS = 3;
    private static final Duration CLAIM_AGAIN = Duration.ofMillis(500);
    /** As long as a heartbeat: a worker whose host is away stops taking jobs before it has used up their attempts. */
    private static final Duration AFTER_FAULT = Duration.ofSeconds(1);
    private final JobQueue queue;
    private final JobStore store;
    private final OutboxPublisher outbox;
    private final Sandboxes sandboxes;
    private final Images images;
    private final LiveSessions sessions;
    private final RunTools tools;
    private final WorkerId worker;
    private final WorkerSettings settings;
    private final Slots slots;
    private final Set<JobId> taken = ConcurrentHashMap.newKeySet();
    private final Map<JobId, JobRun> runs = new ConcurrentHashMap<>();
    private final Map<JobId, Thread> threads = new ConcurrentHashMap<>();
    private final AtomicInteger faultsInARow = new AtomicInteger();
    private final Subscription signals;
    private @Nullable Subscription own;
    private @Nullable Subscription anyones;
    private boolean crowded;

    JobConsumer(JobQueue queue, JobStore store, OutboxPublisher outbox, Sandboxes sandboxes, Images images,
            LiveSessions sessions, RunTools tools, WorkerId worker, WorkerSettings settings, WorkerSignals signals) {
        this.queue = queue;
        this.store = store;
        this.outbox = outbox;
        this.sandboxes = sandboxes;
        this.images = images;
        this.sessions = sessions;
        this.tools = tools;
        this.worker = worker;
        this.settings = settings;
        slots = new Slots(settings.slots(), tools.sessions().perWorker(), tools.sessions().memory().toBytes());
        this.signals = signals.subscribe(this::heed);
    }

    private void heed(WorkerSignals.Signal signal) {
        switch (signal) {
            case WorkerSignals.Stop(JobId job) when runs.get(job) instanceof JobRun run -> run.cancel();
            case WorkerSignals.Answered(JobId job) when runs.get(job) instanceof JobRun run -> run.answered();
            case WorkerSignals.Stop _,WorkerSignals.Answered _,WorkerSignals.Changed _ -> {
            }
        }
    }

    /** Jobs running now. */
    public Set<JobId> running() {
        return Set.copyOf(runs.keySet());
    }

    /** How many slots are taken: jobs that wait for a person have none, unless too many wait. */
    public int busy() {
        return slots.busy();
    }

    /** Platform errors since the last job that went well. */
    public int faultsInARow() {
        return faultsInARow.get();
    }

    /** Forgets the platform errors: someone has looked, or time has passed. */
    public void forgive() {
        faultsInARow.set(0);
    }

    /** Starts taking messages; harmless when it does already. */
    public synchronized void open() {
        if (own == null) {
            own = queue.consumeOwn(worker, runtimes(), tools.sessions().perWorker() + settings.slots(), this::start);
        }
        if (anyones == null && !crowded) {
            anyones = queue.consume(runtimes(), settings.slots(), this::start);
        }
    }

    private List<RuntimeName> runtimes() {
        return images.runtimes().stream().map(RuntimeInfo::name).toList();
    }

    /** Whether no slot came free for so long that what waits had better go elsewhere. */
    public boolean crowded() {
        return slots.crowded();
    }

    /**
     * What waits here goes to other workers, and nothing that others can do is taken, until all is as usual again. The store
     * must know already, or the sessions' cells come back.
     *
     * @param elsewhere the runtimes that workers with free slots offer; empty when all is as usual
     */
    public synchronized void sendElsewhere(Set<RuntimeName> elsewhere) {
        crowded = !elsewhere.isEmpty();
        if (!crowded) {
            if (own != null) {
                open();
            }
            return;
        }
        if (anyones != null) {
            LOG.info("no slot came free for seconds: what waits goes to other workers");
            anyones.close();
            anyones = null;
        }
        slots.send(elsewhere);
    }

    private void start(Delivery delivery) {
        Thread.ofVirtual().name("job-" + delivery.message().jobId()).start(() -> take(new Letter(queue, delivery)));
    }

    /** Takes no more messages; what runs goes on. */
    public synchronized void shut() {
        Stream.of(own, anyones).filter(Objects::nonNull).forEach(Subscription::close);
        own = null;
        anyones = null;
    }

    /** Asks the store whether an owner wants a running job stopped: for signals that were lost. */
    public void checkCancels() {
        for (JobRun run : runs.values()) {
            if (store.find(run.job().id()).map(Job::cancelRequestedAt).isPresent()) {
                run.cancel();
            }
        }
    }

    /** Ends whatever still runs and returns those jobs for another attempt. */
    public void abort() {
        signals.close();
        threads.values().forEach(Thread::interrupt);
    }

    private void take(Letter letter) {
        JobId id = letter.delivery().message().jobId();
        if (!taken.add(id)) {
            // A second message for what this worker has; should it die, the store releases the job again.
            letter.done();
            return;
        }
        Consumer<Letter> settled = Letter::giveBack;
        try (Slot slot = slots.take(letter.delivery().message().runtime())) {
            settled = slot == null ? Letter::passOn : settle(letter, slot);
        } catch (InterruptedException leaving) {
            LOG.debug("job {} goes back to the queue: this worker leaves", id);
        } catch (RuntimeException fault) {
            LOG.error("job {} goes back to the queue", id, fault);
        } finally {
            // why before the message is settled: given back, it may be here again at once, and is no duplicate then.
            taken.remove(id);
        }
        settled.accept(letter);
    }

    /** Does what the message asks for, and answers what shall become of it. */
    private Consumer<Letter> settle(Letter letter, Slot slot) throws InterruptedException {
        return switch (claim(letter.delivery())) {
            case Claim.Claimed claimed -> run(new JobRun(claimed.job(), tools, slot, letter), claimed);
            case Claim.Exhausted(var released) -> {
                outbox.publish(released);
                yield Letter::reject;
            }
            case Claim.Elsewhere(var released) -> {
                outbox.publish(released);
                yield Letter::done;
            }
            case Claim.Held _,Claim.Over _ -> Letter::done;
        };
    }

    /** A message that came again waits until the other holder has ended or its lease is over; a mere duplicate does not. */
    private Claim claim(Delivery delivery) throws InterruptedException {
        JobId id = delivery.message().jobId();
        for (int look = 0;; look++) {
            Claim claim = Patience.until(() -> store.claim(id, worker, MAX_ATTEMPTS));
            if (!(claim instanceof Claim.Held(WorkerId by)) || !(by.equals(worker) || delivery.redelivered())) {
                return claim;
            }
            if (by.equals(worker)) {
                // Claimed by a call whose answer was lost; nothing runs it.
                Patience.until(() -> store.find(id).map(job -> store.giveBack(id, job.attempt())));
            } else {
                if (look == 0) {
                    Patience.until(() -> store.find(id)).filter(job -> job.spec().image() == null)
                            .ifPresent(job -> sandboxes.expect(sandboxFor(job)));
                }
                Thread.sleep(CLAIM_AGAIN);
            }
        }
    }

    private Consumer<Letter> run(JobRun run, Claim.Claimed claimed) throws InterruptedException {
        Job job = run.job();
        runs.put(job.id(), run);
        threads.put(job.id(), Thread.currentThread());
        if (job.cancelRequestedAt() != null) {
            run.cancel();
        }
        try {
            if (claimed.session() == null) {
                alone(run);
            } else {
                inItsSession(run, claimed.session(), claimed.before());
            }
            faultsInARow.set(0);
            return Letter::done;
        } catch (SandboxException fault) {
            return Thread.interrupted() ? giveBack(job) : failed(run, fault, !ofItsOwn(job, fault));
        } catch (InterruptedException leaving) {
            return giveBack(job);
        } catch (RuntimeException fault) {
            LOG.error("job {} attempt {}", job.id(), job.attempt(), fault);
            return failed(run, new SandboxUnavailable("The worker had an error of its own.", true, fault), false);
        } finally {
            runs.remove(job.id());
            threads.remove(job.id());
        }
    }

    private void alone(JobRun run) throws InterruptedException {
        RunEnd end;
        // why closed before the end is told: the owner's next job, which may come at once, finds it free.
        try (Sandbox sandbox = sandboxes.create(sandboxFor(run.job()))) {
            end = run.in(sandbox);
        }
        if (end instanceof RunEnd.Done(var last, var result)) {
            finish(run.job(), last, result);
        }
    }

    /** The state is the session's only as long as the store agrees; what it refuses is destroyed and never shown. */
    private void inItsSession(JobRun run, Session session, @Nullable WorkerId before) throws InterruptedException {
        for (int tries = 1; tries <= MAX_ATTEMPTS; tries++) {
            try (Stay stay = sessions.enter(session, before, run::cancelled)) {
                RunEnd end = run.in(stay);
                if (end instanceof RunEnd.Done(var last, var result) && finish(run.job(), last, result)) {
                    stay.agreed();
                }
                if (!(end instanceof RunEnd.NotBegun)) {
                    return;
                }
            } catch (CancellationException stopped) {
                finish(run.job(), Verdicts.cancelled());
                return;
            }
        }
        finish(run.job(), Verdicts.inSession(Verdicts.died(null), true));
    }

    private SandboxSpec sandboxFor(Job job) {
        List<String> usual = images.preload(job.spec().runtime());
        boolean imported = job.session().isPresent() || Imports.any(job.spec().code(), usual);
        return new SandboxSpec(images.resolve(job.spec().runtime(), job.spec().image()), job.spec().limits(),
                imported ? usual : List.of(), job.owner());
    }

    /** Ends a job of which nothing ran. */
    private void finish(Job job, Verdict verdict) throws InterruptedException {
        finish(job, LastWords.NONE, new JobResult(verdict, null, List.of()));
    }

    /** @return false when the attempt is not ours any more */
    private boolean finish(Job job, LastWords last, JobResult result) throws InterruptedException {
        JobStore.Step step = Patience.until(() -> store.finish(job.id(), job.attempt(), last, result));
        outbox.publish(step.released());
        return step.done();
    }

    /** First the job, then its message: as long as the store has it under this worker's name, nobody else may claim it. */
    private Consumer<Letter> giveBack(Job job) throws InterruptedException {
        Patience.until(() -> store.giveBack(job.id(), job.attempt()));
        return Letter::giveBack;
    }

    /** Nobody shall make a worker pause with an image that is not there, or a program that forges messages. */
    private static boolean ofItsOwn(Job job, SandboxException fault) {
        return fault instanceof RunnerProtocolViolation
                || (fault instanceof ImageMissing && job.spec().image() != null);
    }

    /** @param hosts whether the next job may meet the same */
    private Consumer<Letter> failed(JobRun run, SandboxException fault, boolean hosts) throws InterruptedException {
        Job job = run.job();
        LOG.warn("job {} attempt {}: {}", job.id(), job.attempt(), fault.getMessage());
        if (hosts) {
            faultsInARow.incrementAndGet();
        }
        if (fault.retryable() && job.attempt() < MAX_ATTEMPTS) {
            Consumer<Letter> back = giveBack(job);
            Thread.sleep(AFTER_FAULT);
            return back;
        }
        Verdict verdict = Verdict.failed(FailureReason.PLATFORM_ERROR,
                "Cellhive could not run this; your program is not the cause. " + fault.getMessage());
        finish(job, LastWords.NONE, new JobResult(verdict, run.usageSoFar(), List.of()));
        return Letter::done;
    }
}
