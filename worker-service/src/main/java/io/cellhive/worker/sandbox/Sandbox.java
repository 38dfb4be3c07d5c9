package io.cellhive.worker.sandbox;

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

    @Override
    void close();
}
