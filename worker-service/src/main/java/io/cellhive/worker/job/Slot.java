package io.cellhive.worker.job;

import io.cellhive.worker.job.Slots.Turn;
import org.jspecify.annotations.Nullable;

/**
 * A job's place among those that run at once. A job that waits for a person gives it away meanwhile, as long as not too many
 * wait already: each has a container, with all the memory that its program took. Used by one thread.
 */
final class Slot implements AutoCloseable {
    private final Slots slots;
    private boolean running = true;
    private boolean closed;
    private long waitingBytes;
    private @Nullable Turn turn;

    /** Of a job that has its place. */
    Slot(Slots slots) {
        this.slots = slots;
    }

    /** Stands in line for the place that it left. @return whether the job has its place again */
    boolean tryTake() {
        if (!running) {
            Turn mine = turn == null ? slots.standInLine(null) : turn;
            running = mine.come().getNow(false);
            turn = running ? null : mine;
            if (running) {
                slots.resume(waitingBytes);
            }
        }
        return running;
    }

    /**
     * @param bytes the memory in use meanwhile
     * @return whether another job may run meanwhile
     */
    boolean leave(long bytes) {
        if (running && slots.pause(bytes)) {
            running = false;
            waitingBytes = bytes;
        }
        return !running;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (running) {
            slots.done();
            return;
        }
        slots.resume(waitingBytes);
        if (turn != null) {
            slots.giveUp(turn);
        }
    }
}
