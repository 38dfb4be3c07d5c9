package io.cellhive.port;

import io.cellhive.model.id.WorkerId;
import io.cellhive.model.worker.WorkerStatus;
import java.time.Duration;
import java.util.List;

/** Which workers live. A worker lives until its last heartbeat's time to live is over, or it leaves. */
public interface WorkerRegistry {
    void heartbeat(WorkerStatus status, Duration timeToLive);

    void leave(WorkerId id);

    /** Every live worker, by id. */
    List<WorkerStatus> live();
}
