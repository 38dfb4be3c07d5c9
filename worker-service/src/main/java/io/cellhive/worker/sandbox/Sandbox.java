package io.cellhive.worker.sandbox;

import io.cellhive.model.limits.ContainerSource;
import io.cellhive.model.limits.ResourceLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One running container with a runner in it. Everything it says is untrusted; closing it destroys it and never throws. */
public interface Sandbox extends AutoCloseable {
    /** Hands a frame to the runner; does not wait until it is read. Safe from any thread. */
    void send(Frame frame);

    /**
     * The next frame; null when none came in time.
     *
     * @throws SandboxEnded when the container has ended and all its frames are read
     * @throws RunnerProtocolViolation when it said something that is no frame
     */
    @Nullable
    Frame receive(Duration timeout) throws InterruptedException;

    /** Whether it still runs, as far as is known; never blocks. */
    boolean alive();

    /**
     * Sets the processor cap of its limits. Until then a sandbox that imports ahead may use a whole core, so that it is
     * warm soon, but gives way to every other.
     *
     * @throws SandboxUnavailable if the host refuses
     */
    void warmedUp();

    /** Where it came from, as its job's result tells it. */
    default ContainerSource source() {
        return ContainerSource.COLD;
    }

    /**
     * Sets other caps than it was made with; the size of the workspace stays.
     *
     * @throws SandboxUnavailable if the host refuses
     */
    void cap(ResourceLimits limits);

    /** Names it after whom it serves, for the operator's eyes: soon, and without a promise. */
    void serves(String whom);

    /** Whether its runner shall clean up after the job and get ready for another one of the same owner. */
    default boolean again() {
        return false;
    }

    /** The job ended in a way that leaves no doubt about the sandbox. */
    default void endedWell() {}

    @Override
    void close();
}
