package io.cellhive.model.job;

import io.cellhive.model.id.JobId;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.id.WorkerId;
import org.jspecify.annotations.Nullable;

/**
 * What travels on the broker: which job, and the queue it belongs to. Everything else is read from the store.
 *
 * @param holder the worker that has the job's session and shall get it first; null for any worker
 */
public record JobMessage(JobId jobId, RuntimeName runtime, @Nullable WorkerId holder) {
    /** For any worker. */
    public JobMessage(JobId jobId, RuntimeName runtime) {
        this(jobId, runtime, null);
    }
}
