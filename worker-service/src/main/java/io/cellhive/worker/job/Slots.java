package io.cellhive.worker.job;

import io.cellhive.model.id.RuntimeName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A worker's places: for the jobs that run at once, and for those that wait for a person meanwhile. Whoever waits longest for
 * one is next, unless it is sent to another worker.
 */
final class Slots {
    /** Longer than most cells run: who waited that long for the first of all places to come free meets endless loops. */
    private static final Duration CROWDED_AFTER = Duration.ofSeconds(3);
    private final int most;
    private final int mostWaiting;
    private final long mostBytes;
    private final Deque<Turn> line = new ArrayDeque<>();
    private int running;
    private int waiting;
    private long waitingBytes;
    private long changedAt = System.nanoTime();

    /** @param mostBytes the memory that those who wait for a person may use together */
    Slots(int most, int mostWaiting, long mostBytes) {
        this.most = most;
        this.mostWaiting = mostWaiting;
        this.mostBytes = mostBytes;
    }

    /** One that stands in line. Completes with whether it has a place now; without one it is to go elsewhere. */
    record Turn(@Nullable RuntimeName leavesFor, CompletableFuture<Boolean> come) {}

    /** @return null when the job, which needs this runtime, is to go elsewhere */
    @Nullable
    Slot take(RuntimeName runtime) throws InterruptedException {
        Turn turn = standInLine(runtime);
        try {
            return turn.come().get() ? new Slot(this) : null;
        } catch (InterruptedException leaving) {
            giveUp(turn);
            throw leaving;
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }

    /** @param leavesFor the runtime that another worker may offer it; null for one that has begun here */
    synchronized Turn standInLine(@Nullable RuntimeName leavesFor) {
        Turn turn = new Turn(leavesFor, new CompletableFuture<>());
        line.add(turn);
        serve();
        return turn;
    }

    synchronized void giveUp(Turn turn) {
        if (!line.remove(turn) && turn.come().getNow(false)) {
            done();
        }
    }

    private void serve() {
        while (running < most && !line.isEmpty()) {
            running++;
            changedAt = System.nanoTime();
            line.remove().come().complete(true);
        }
    }

    /** A job runs no more. */
    synchronized void done() {
        running--;
        changedAt = System.nanoTime();
        serve();
    }

    /** @return false when too many wait for a person, or with too much: the job keeps its place among those that run */
    synchronized boolean pause(long bytes) {
        if (waiting == mostWaiting || waitingBytes + bytes > mostBytes) {
            return false;
        }
        waiting++;
        waitingBytes += bytes;
        done();
        return true;
    }

    /** A job waits for a person no more. */
    synchronized void resume(long bytes) {
        waiting--;
        waitingBytes -= bytes;
    }

    synchronized int busy() {
        return running;
    }

    /** Whether no place came free for so long that what waits had better go elsewhere. */
    synchronized boolean crowded() {
        return running >= most && System.nanoTime() - changedAt > CROWDED_AFTER.toNanos();
    }

    /** Sends those that wait to other workers, which offer these runtimes. */
    synchronized void send(Set<RuntimeName> elsewhere) {
        line.removeIf(turn -> turn.leavesFor() != null && elsewhere.contains(turn.leavesFor())
                && turn.come().complete(false));
    }
}
