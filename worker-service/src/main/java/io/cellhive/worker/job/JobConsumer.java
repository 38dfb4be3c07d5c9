package io.cellhive.worker.job;

import io.cellhive.backend.OutboxPublisher;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.FailureReason;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.runtime.RuntimeInfo;
import io.cellhive.port.BackendUnavailable;
import io.cellhive.port.EventLog;
import io.cellhive.port.FileStore;
import io.cellhive.port.JobQueue;
import io.cellhive.port.JobQueue.Delivery;
import io.cellhive.port.JobStore;
import io.cellhive.port.JobStore.Claim;
import io.cellhive.port.Subscription;
import io.cellhive.port.WorkerSignals;
import io.cellhive.worker.WorkerSettings;
import io.cellhive.worker.runner.ResultLimits;
import io.cellhive.worker.sandbox.ImageMissing;
import io.cellhive.worker.sandbox.Images;
import io.cellhive.worker.sandbox.Sandbox;
import io.cellhive.worker.sandbox.SandboxException;
import io.cellhive.worker.sandbox.SandboxSpec;
import io.cellhive.worker.sandbox.Sandboxes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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
    private final EventLog log;
    private final FileStore files;
    private final OutboxPublisher outbox;
    private final Sandboxes sandboxes;
    private final Images images;
    private final WorkerId worker;
    private final WorkerSettings settings;
    private final ResultLimits results;
    private final Semaphore slots;
    private final Set<JobId> taken = ConcurrentHashMap.newKeySet();
    private final Map<JobId, JobRun> runs = new ConcurrentHashMap<>();
    private final Map<JobId, Thread> threads = new ConcurrentHashMap<>();
    private final AtomicInteger faultsInARow = new AtomicInteger();
    private final Subscription cancels;
    private @Nullable Subscription consuming;

    JobConsumer(JobQueue queue, JobStore store, EventLog log, FileStore files, OutboxPublisher outbox,
            Sandboxes sandboxes,
            Images images, WorkerId worker, WorkerSettings settings, ResultLimits results, WorkerSignals signals) {
        this.queue = queue;
        this.store = store;
        this.log = log;
        this.files = files;
        this.outbox = outbox;
        this.sandboxes = sandboxes;
        this.images = images;
        this.worker = worker;
        this.settings = settings;
        this.results = results;
        slots = new Semaphore(settings.slots());
        cancels = signals.subscribe(this::heard);
    }

    private void heard(WorkerSignals.Signal signal) {
        if (signal instanceof WorkerSignals.Stop(JobId id)) {
            JobRun run = runs.get(id);
            if (run != null) {
                run.cancel();
            }
        }
    }

    /** Jobs running now. */
    public Set<JobId> running() {
        return Set.copyOf(runs.keySet());
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
        if (consuming == null) {
            consuming = queue.consume(images.runtimes().stream().map(RuntimeInfo::name).toList(), settings.slots(),
                    delivery -> Thread.ofVirtual().name("job-" + delivery.message().jobId())
                            .start(() -> take(delivery)));
        }
    }

    /** Takes no more messages; what runs goes on. */
    public synchronized void shut() {
        if (consuming != null) {
            consuming.close();
            consuming = null;
        }
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
        cancels.close();
        threads.values().forEach(Thread::interrupt);
    }

    private void take(Delivery delivery) {
        JobId id = delivery.message().jobId();
        if (!taken.add(id)) {
            // A second message for what this worker has; should it die, the store releases the job again.
            delivery.ack();
            return;
        }
        Consumer<Delivery> settled = Delivery::giveBack;
        try {
            slots.acquire();
            try {
                settled = settle(delivery);
            } finally {
                slots.release();
            }
        } catch (InterruptedException leaving) {
            LOG.debug("job {} goes back to the queue: this worker leaves", id);
        } catch (RuntimeException fault) {
            LOG.error("job {} goes back to the queue", id, fault);
        } finally {
            // why before the message is settled: given back, it may be here again at once, and is no duplicate then.
            taken.remove(id);
        }
        settled.accept(delivery);
    }

    /** Does what the message asks for, and answers what shall become of it. */
    private Consumer<Delivery> settle(Delivery delivery) throws InterruptedException {
        return switch (claim(delivery)) {
            case Claim.Claimed(Job job, _) -> run(job);
            case Claim.Exhausted(var released) -> {
                outbox.publish(released);
                yield Delivery::reject;
            }
            case Claim.Elsewhere(var released) -> {
                outbox.publish(released);
                yield Delivery::ack;
            }
            case Claim.Held _,Claim.Over _ -> Delivery::ack;
        };
    }

    /** A message that came again waits until the other holder has ended or its lease is over; a mere duplicate does not. */
    private Claim claim(Delivery delivery) throws InterruptedException {
        JobId id = delivery.message().jobId();
        while (true) {
            Claim claim = Patience.until(() -> store.claim(id, worker, MAX_ATTEMPTS));
            if (!(claim instanceof Claim.Held(WorkerId by)) || !(by.equals(worker) || delivery.redelivered())) {
                return claim;
            }
            if (by.equals(worker)) {
                // Claimed by a call whose answer was lost; nothing runs it.
                Patience.until(() -> store.find(id).map(job -> store.giveBack(id, job.attempt())));
            } else {
                Thread.sleep(CLAIM_AGAIN);
            }
        }
    }

    private Consumer<Delivery> run(Job job) throws InterruptedException {
        JobRun run = new JobRun(job, log, files, results, settings.grace());
        runs.put(job.id(), run);
        threads.put(job.id(), Thread.currentThread());
        if (job.cancelRequestedAt() != null) {
            run.cancel();
        }
        try {
            Optional<JobResult> result;
            // why closed before the end is told: the owner's next job, which may come at once, finds it free.
            try (Sandbox sandbox = sandboxes.create(sandboxFor(job))) {
                result = run.in(sandbox);
            }
            if (result.isPresent()) {
                finish(job, result.get());
            }
            faultsInARow.set(0);
            return Delivery::ack;
        } catch (SandboxException fault) {
            return Thread.interrupted() ? giveBack(job) : failed(job, fault);
        } catch (InterruptedException leaving) {
            return giveBack(job);
        } finally {
            runs.remove(job.id());
            threads.remove(job.id());
        }
    }

    private SandboxSpec sandboxFor(Job job) {
        List<String> usual = images.preload(job.spec().runtime());
        return new SandboxSpec(images.resolve(job.spec().runtime(), job.spec().image()), job.spec().limits(),
                Imports.any(job.spec().code(), usual) ? usual : List.of(), job.owner());
    }

    private void finish(Job job, JobResult result) throws InterruptedException {
        outbox.publish(Patience.until(() -> store.finish(job.id(), job.attempt(), result)).released());
    }

    /** Should the store not answer just now, this worker's lease ends soon, and that returns the job as well. */
    private Consumer<Delivery> giveBack(Job job) {
        try {
            store.giveBack(job.id(), job.attempt());
        } catch (BackendUnavailable away) {
            LOG.warn("job {} waits for the end of this worker's lease: {}", job.id(), away.getMessage());
        }
        return Delivery::giveBack;
    }

    private Consumer<Delivery> failed(Job job, SandboxException fault) throws InterruptedException {
        LOG.warn("job {} attempt {}: {}", job.id(), job.attempt(), fault.getMessage());
        boolean jobsOwnImage = fault instanceof ImageMissing && job.spec().image() != null;
        if (!jobsOwnImage) {
            faultsInARow.incrementAndGet();
        }
        if (fault.retryable() && job.attempt() < MAX_ATTEMPTS) {
            Consumer<Delivery> back = giveBack(job);
            Thread.sleep(AFTER_FAULT);
            return back;
        }
        finish(job, new JobResult(Verdict.failed(FailureReason.PLATFORM_ERROR,
                "Cellhive could not run this; your program is not the cause. " + fault.getMessage()), null, List.of()));
        return Delivery::ack;
    }
}
