package io.cellhive.backend;

import io.cellhive.model.id.JobId;
import io.cellhive.model.job.FailureReason;
import io.cellhive.model.job.JobMessage;
import io.cellhive.model.job.Verdict;
import io.cellhive.port.BackendUnavailable;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private static final int BATCH = 200;

    private final JobStore store;
    private final JobQueue queue;
    private final Queue<JobId> confirmed = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean striking = new AtomicBoolean();
    private @Nullable ScheduledExecutorService clock;
    private @Nullable Subscription deadLetters;

    public OutboxPublisher(JobStore store, JobQueue queue) {
        this.store = store;
        this.queue = queue;
    }

    /**
     * Publishes each message; what fails stays for the sweep. Blocks until the broker has confirmed. Striking out follows
     * soon after, for all that came meanwhile at once: a message that a crash leaves in the outbox is only sent again.
     */
    public void publish(List<JobMessage> released) {
        for (JobMessage message : released) {
            try {
                queue.publish(message);
                confirmed.add(message.jobId());
            } catch (BackendUnavailable unavailable) {
                LOG.warn("job {} stays in the outbox: {}", message.jobId(), unavailable.getMessage());
                break;
            }
        }
        if (!confirmed.isEmpty() && striking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("strike").start(this::strike);
        }
    }

    private void strike() {
        do {
            List<JobId> ids = new ArrayList<>();
            while (ids.size() < BATCH && confirmed.peek() != null) {
                ids.add(confirmed.remove());
            }
            try {
                store.strike(ids);
            } catch (RuntimeException away) {
                LOG.warn("{} messages may go out once more: {}", ids.size(), away.toString());
            }
            striking.set(false);
        } while (!confirmed.isEmpty() && striking.compareAndSet(false, true));
    }

    /** Publishes what nobody struck out, and what new capacity allows. */
    public void sweep() {
        try {
            publish(store.outbox(ABANDONED_AFTER, BATCH));
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
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return clock != null;
    }
}
