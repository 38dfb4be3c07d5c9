package io.cellhive.worker.job;

import io.cellhive.model.job.JobMessage;
import io.cellhive.port.BackendUnavailable;
import io.cellhive.port.JobQueue;
import io.cellhive.port.JobQueue.Delivery;
import java.util.function.Consumer;

/**
 * A job's message while this worker has it. A job that waits for a person lets go of it early, so that others of its queue
 * come through; should this worker die, the store releases the job again.
 */
final class Letter {
    private final JobQueue queue;
    private final Delivery delivery;
    private boolean gone;

    Letter(JobQueue queue, Delivery delivery) {
        this.queue = queue;
        this.delivery = delivery;
    }

    Delivery delivery() {
        return delivery;
    }

    void letGo() {
        if (!gone) {
            gone = true;
            delivery.ack();
        }
    }

    void done() {
        settle(Delivery::ack);
    }

    void reject() {
        settle(Delivery::reject);
    }

    /** To any worker: first there, then gone from here. */
    void passOn() {
        JobMessage message = delivery.message();
        try {
            queue.publish(new JobMessage(message.jobId(), message.runtime()));
            done();
        } catch (BackendUnavailable away) {
            giveBack();
        }
    }

    private void settle(Consumer<Delivery> how) {
        if (!gone) {
            gone = true;
            how.accept(delivery);
        }
    }

    /** For another attempt, here or elsewhere. */
    void giveBack() {
        if (gone) {
            queue.publish(delivery.message());
        } else {
            settle(Delivery::giveBack);
        }
    }
}
