package io.cellhive.port;

import io.cellhive.model.id.WorkerId;
import io.cellhive.model.worker.WorkerStatus;
import java.time.Duration;
import java.util.List;

/** Which workers live. A worker lives until its last heartbeat's time to live is over, or it leaves. */
public interface WorkerRegistry {
    /**
     * One of a READY worker also offers every runtime it lists, whether its image is there or not: such a worker takes the
     * jobs of all of them.
     */
    void heartbeat(WorkerStatus status, Duration timeToLive);

    void leave(WorkerId id);

    /** Every live worker, by id. */
    List<WorkerStatus> live();
}
