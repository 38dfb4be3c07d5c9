package io.cellhive.worker.session;

import io.cellhive.model.id.JobId;
import io.cellhive.model.limits.ContainerSource;
import io.cellhive.model.session.RestoreCause;
import io.cellhive.worker.runner.RunnerMessage;
import io.cellhive.worker.runner.RunnerMessage.Outcome;
import io.cellhive.worker.runner.RunnerMessage.Reply;
import io.cellhive.worker.runner.RunnerMessage.State;
import io.cellhive.worker.runner.RunnerSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One cell's time in its session's interpreter: nobody else changes the state meanwhile. Closing it destroys the container,
 * unless the cell's end was told and the store agreed.
 */
public final class Stay implements AutoCloseable {
    private final Seat seat;
    private final Interpreter interpreter;
    private final @Nullable Restored restored;
    private boolean agreed;

    Stay(Seat seat, @Nullable Restored restored) {
        this.seat = seat;
        interpreter = Objects.requireNonNull(seat.interpreter(), "an interpreter that was just restored");
        this.restored = restored;
        interpreter.listener().attend(true);
    }

    /** What had to be done before the cell could run; null when the state was there. */
    public @Nullable Restored restored() {
        return restored;
    }

    /** Where the cell's container came from. */
    public ContainerSource source() {
        return interpreter.used() ? ContainerSource.SESSION : interpreter.sandbox().source();
    }

    public RunnerSession runner() {
        return interpreter.runner();
    }

    /** The cell's next message, as {@link RunnerSession#next}. */
    public @Nullable RunnerMessage next(Duration timeout) throws InterruptedException {
        return interpreter.listener().next(timeout);
    }

    /** The cell has come to an end. @return whether its effects are in the state now */
    public boolean after(JobId job, Reply reply) {
        if (reply.after() == null || reply.after().state() == State.LOST) {
            lost(reply.outcome() == Outcome.MEMORY_LIMIT);
            return false;
        }
        interpreter.memoryBytes(reply.usage().peakMemoryBytes());
        interpreter.after(job, reply.after());
        return reply.after().state() == State.KEPT;
    }

    /** The cell did not come to an end of its own: its container cannot be trusted with the state. */
    public void lost(boolean outOfMemory) {
        seat.empty(outOfMemory ? RestoreCause.MEMORY : null);
    }

    /** The store has the cell's end: the state stays. */
    public void agreed() {
        agreed = true;
    }

    @Override
    public void close() {
        if (!agreed) {
            seat.empty(seat.lost());
        }
        interpreter.listener().attend(false);
        seat.usedAt(Instant.now());
        seat.unlock();
    }
}
