package io.cellhive.model.worker;

import io.cellhive.model.id.WorkerId;
import io.cellhive.model.runtime.RuntimeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a worker says of itself with each heartbeat. A worker that stops saying it is taken for dead.
 *
 * @param slots jobs it runs at once
 * @param busy jobs it runs now
 * @param health whether it takes jobs
 * @param crowded no slot came free for seconds while another worker has some: what waits here, its sessions' cells too, goes on there
 * @param trouble why it does not, or what the operator should know all the same, as a sentence; null when all is well
 * @param runtimes every runtime it knows, available or not
 */
public record WorkerStatus(WorkerId id, String host, int slots, int busy, boolean crowded, Health health,
        @Nullable String trouble, List<RuntimeInfo> runtimes) {
    /** Whether a worker takes jobs, and if not, why. */
    public enum Health {
        READY,
        /** Its Docker daemon does not answer. */
        DOCKER_DOWN,
        /** Too many platform errors in a row, or a host that ignores a cap; it tries again by itself. */
        PAUSED,
        /** It is shutting down and finishes what it has. */
        DRAINING
    }
}
