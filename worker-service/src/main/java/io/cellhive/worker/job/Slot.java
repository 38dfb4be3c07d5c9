package io.cellhive.worker.job;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A job's place among those that run at once. A job that waits for a person gives it away meanwhile, as long as not too many
 * wait already: each has a container, with all the memory that its program took.
 */
final class Slot implements AutoCloseable {
    private final Semaphore running;
    private final Semaphore waiting;
    private @Nullable Semaphore held;

    private Slot(Semaphore running, Semaphore waiting) {
        this.running = running;
        this.waiting = waiting;
    }

    /** Waits for a free one. */
    static Slot of(Semaphore running, Semaphore waiting) throws InterruptedException {
        Slot slot = new Slot(running, waiting);
        running.acquire();
        slot.held = running;
        return slot;
    }

    /** @return whether the job has its place again */
    boolean tryTake() {
        return held == running || moves(running);
    }

    /** @return whether another job may run meanwhile */
    boolean leave() {
        return held == waiting || moves(waiting);
    }

    private boolean moves(Semaphore to) {
        if (!to.tryAcquire()) {
            return false;
        }
        close();
        held = to;
        return true;
    }

    @Override
    public void close() {
        Semaphore from = held;
        held = null;
        if (from != null) {
            from.release();
        }
    }
}
