package io.cellhive.worker.job;

import io.cellhive.model.job.JobResult;
import io.cellhive.port.JobStore;

/** How a run came to its end, as far as the platform is concerned. */
sealed interface RunEnd {
    /** It has a result to be told, after what it showed last. */
    record Done(JobStore.LastWords last, JobResult result) implements RunEnd {}

    /** The attempt is not ours any more: nothing of it is shown. */
    record Lost() implements RunEnd {}

    /** The session's interpreter was gone before the cell; nothing of it ran. */
    record NotBegun() implements RunEnd {}
}
