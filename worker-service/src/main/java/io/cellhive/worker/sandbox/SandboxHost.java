package io.cellhive.worker.sandbox;

import io.cellhive.model.id.WorkerId;
import java.util.Optional;
import java.util.Set;

/** The host that runs the sandboxes. */
public interface SandboxHost {
    /** Returns soon when the host answers. @throws SandboxUnavailable if it does not */
    void ping();

    /**
     * Checks that the host enforces every cap the worker relies on.
     *
     * @throws CapsIgnored if it silently ignores one
     */
    void check();

    /** What the operator should know of a host that runs sandboxes all the same; empty when there is nothing. */
    default Optional<String> concern() {
        return Optional.empty();
    }

    /**
     * Removes this installation's sandboxes whose worker is not among the live ones, and those of this worker's own that
     * it does not hold any more.
     *
     * @return how many were removed
     */
    int removeLeftovers(Set<WorkerId> live);
}
