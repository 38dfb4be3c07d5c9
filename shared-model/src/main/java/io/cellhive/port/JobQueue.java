package io.cellhive.port;

import io.cellhive.model.id.JobId;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.JobMessage;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One durable queue per runtime, at-least-once, and for each worker queues of its own. A message lives until it is acked or
 * rejected; a consumer that dies gives back what it holds, and what comes back too often is dead-lettered.
 *
 * <p>A message with a holder goes to that worker's own queue. What the worker does not take within about two seconds, and
 * what comes when it has no such queue, goes to the runtime's queue and so to any worker.
 */
public interface JobQueue {
    /**
     * Returns when the broker has confirmed that it keeps the message.
     *
     * @throws BackendUnavailable if it does not
     */
    void publish(JobMessage message);

    /** The same for many at once; answers those that the broker keeps, and the others may be published again. */
    List<JobMessage> publish(List<JobMessage> messages);

    /**
     * Delivers messages of these runtimes, at most {@code prefetch} unsettled ones per runtime. The handler is called on a
     * thread of the queue and must not block: it hands the delivery on.
     */
    Subscription consume(Collection<RuntimeName> runtimes, int prefetch, Consumer<Delivery> handler);

    /** The same for the messages of which this worker is the holder, from its own queues. */
    Subscription consumeOwn(WorkerId me, Collection<RuntimeName> runtimes, int prefetch, Consumer<Delivery> handler);

    /** Reports each message that was dead-lettered, once over all subscribers. The dead-letter queue keeps its own copy. */
    Subscription onDeadLetter(Consumer<DeadLetter> handler);

    /** A message to be settled exactly once, from any thread. Settling it after the connection was lost is harmless. */
    interface Delivery {
        JobMessage message();

        /** Whether it may have been delivered before. */
        boolean redelivered();

        /** Done. */
        void ack();

        /** Back to the queue, for anyone. */
        void giveBack();

        /** To the dead-letter queue. */
        void reject();
    }

    /**
     * A message that nobody could process.
     *
     * @param jobId null when the message does not say
     */
    record DeadLetter(@Nullable JobId jobId, String why) {}
}
