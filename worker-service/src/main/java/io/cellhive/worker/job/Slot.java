package io.cellhive.worker.job;

import java.util.concurrent.Semaphore;

/** A job's place among those that run at once. A job that waits for a person gives it away meanwhile. */
final class Slot implements AutoCloseable {
    private final Semaphore slots;
    private boolean held;

    private Slot(Semaphore slots) {
        this.slots = slots;
    }

    /** Waits for a free one. */
    static Slot of(Semaphore slots) throws InterruptedException {
        Slot slot = new Slot(slots);
        slots.acquire();
        slot.held = true;
        return slot;
    }

    /** @return whether the job has its place again */
    boolean tryTake() {
        held = held || slots.tryAcquire();
        return held;
    }

    void leave() {
        if (held) {
            held = false;
            slots.release();
        }
    }

    @Override
    public void close() {
        leave();
    }
}
