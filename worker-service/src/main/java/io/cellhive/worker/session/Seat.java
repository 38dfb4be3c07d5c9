package io.cellhive.worker.session;

import io.cellhive.model.id.SessionId;
import io.cellhive.model.session.RestoreCause;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A session's place in this worker. Whoever changes its interpreter holds the lock; a seat that is left empty for good is
 * marked gone, and whoever waited for it looks for the new one.
 */
final class Seat {
    private final SessionId id;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Interpreter interpreter;
    private volatile long epoch;
    private volatile Instant usedAt;
    private boolean gone;
    private @Nullable RestoreCause lost;

    Seat(SessionId id, Instant now) {
        this.id = id;
        usedAt = now;
    }

    SessionId id() {
        return id;
    }

    long epoch() {
        return epoch;
    }

    void epoch(long given) {
        epoch = given;
    }

    Instant usedAt() {
        return usedAt;
    }

    void usedAt(Instant now) {
        usedAt = now;
    }

    /** The live one; null when there is none, or it is being made. */
    @Nullable
    Interpreter interpreter() {
        return interpreter;
    }

    void seat(Interpreter fresh) {
        interpreter = fresh;
        lost = null;
    }

    /** Destroys the interpreter. @param cause what the next restore will say; null for a container that ended */
    void empty(@Nullable RestoreCause cause) {
        Interpreter old = interpreter;
        interpreter = null;
        if (old != null) {
            lost = cause == null ? RestoreCause.CONTAINER_LOST : cause;
            old.close();
        }
    }

    /** Why there is no interpreter although this worker had one; null when it never had one. */
    @Nullable
    RestoreCause lost() {
        Interpreter live = interpreter;
        return live != null && !live.alive() ? RestoreCause.CONTAINER_LOST : lost;
    }

    void lock() throws InterruptedException {
        lock.lockInterruptibly();
    }

    boolean tryLock() {
        return lock.tryLock();
    }

    void unlock() {
        lock.unlock();
    }

    boolean busy() {
        return lock.isLocked();
    }

    boolean gone() {
        return gone;
    }

    void leave() {
        gone = true;
    }
}
