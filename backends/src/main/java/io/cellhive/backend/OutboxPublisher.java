package io.cellhive.backend;

import io.cellhive.model.id.JobId;
import io.cellhive.model.job.FailureReason;
import io.cellhive.model.job.JobMessage;
import io.cellhive.model.job.Verdict;
import io.cellhive.port.JobQueue;
import io.cellhive.port.JobQueue.DeadLetter;
import io.cellhive.port.JobStore;
import io.cellhive.port.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Brings released messages to the broker: at once for the node that made the step, after a moment for what a crash left.
 * Ends jobs whose message was dead-lettered. Never loses a message: what is not confirmed stays in the outbox.
 */
public final class OutboxPublisher implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxPublisher.class);
    private static final Duration ABANDONED_AFTER = Duration.ofSeconds(2);
    /** Until then a message that is published stands in the outbox; striking out many at once costs as much as one. */
    private static final Duration STRIKE_EVERY = Duration.ofMillis(100);
    private static final int BATCH = 200;
    /** More than one, so that a confirm that is late does not hold up all that comes after. */
    private static final int PUBLISHERS = 4;

    private final JobStore store;
    private final JobQueue queue;
    private final Queue<JobMessage> waiting = new ConcurrentLinkedQueue<>();
    private final Queue<JobId> confirmed = new ConcurrentLinkedQueue<>();
    private final Semaphore publishers = new Semaphore(PUBLISHERS);
    private @Nullable ScheduledExecutorService clock;
    private @Nullable Subscription deadLetters;

    public OutboxPublisher(JobStore store, JobQueue queue) {
        this.store = store;
        this.queue = queue;
    }

    /**
     * Returns at once, for the messages are safe in the outbox already. They are published soon, those that come together in
     * one go, and struck out soon after the broker has confirmed them; what fails stays for the sweep.
     */
    public void publish(List<JobMessage> released) {
        waiting.addAll(released);
        if (!waiting.isEmpty() && publishers.tryAcquire()) {
            Thread.ofVirtual().name("outbox").start(this::publishWaiting);
        }
    }

    private void publishWaiting() {
        do {
            try {
                publishSome();
            } catch (RuntimeException away) {
                LOG.warn("messages may go out once more: {}", away.toString());
            } finally {
                publishers.release();
            }
        } while (!waiting.isEmpty() && publishers.tryAcquire());
    }

    private void publishSome() {
        queue.publish(some(waiting)).forEach(kept -> confirmed.add(kept.jobId()));
    }

    private static <T> List<T> some(Queue<T> from) {
        List<T> batch = new ArrayList<>();
        for (T next = from.poll(); next != null; next = batch.size() == BATCH ? null : from.poll()) {
            batch.add(next);
        }
        return batch;
    }

    private void strike() {
        try {
            while (!confirmed.isEmpty()) {
                store.strike(some(confirmed));
            }
        } catch (RuntimeException away) {
            LOG.warn("messages may go out once more: {}", away.toString());
        }
    }

    /** Publishes what nobody struck out, unless the broker has not even taken what is known, and what new capacity allows. */
    public void sweep() {
        try {
            if (waiting.isEmpty()) {
                publish(store.outbox(ABANDONED_AFTER, BATCH));
            }
            publish(store.release());
        } catch (RuntimeException failed) {
            LOG.warn("the outbox could not be swept: {}", failed.toString());
        }
    }

    private void abandon(DeadLetter letter) {
        LOG.warn("dead letter, job {}: {}", letter.jobId(), letter.why());
        if (letter.jobId() != null) {
            publish(store.abandon(letter.jobId(), Verdict.failed(FailureReason.PLATFORM_ERROR,
                    "Cellhive could not deliver this run to a worker. This is not your program's fault; please run it again."))
                    .released());
        }
    }

    @Override
    public synchronized void start() {
        if (clock == null) {
            clock = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("outbox").factory());
            clock.scheduleWithFixedDelay(this::strike, STRIKE_EVERY.toMillis(), STRIKE_EVERY.toMillis(),
                    TimeUnit.MILLISECONDS);
            clock.scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
            deadLetters = queue.onDeadLetter(this::abandon);
        }
    }

    @Override
    public synchronized void stop() {
        if (clock != null && deadLetters != null) {
            deadLetters.close();
            clock.shutdownNow();
            clock = null;
            strike();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return clock != null;
    }
}
