package io.cellhive.backend;

import io.cellhive.model.job.FailureReason;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.Verdict;
import java.util.List;

/** The end of a job whose every attempt was lost with its worker; the same words from every backend. */
public final class LostJob {
    private LostJob() {}

    /** @param attempts how often it was tried */
    public static JobResult after(int attempts) {
        return new JobResult(Verdict.failed(FailureReason.PLATFORM_ERROR, "Cellhive tried to run this " + attempts
                + " times, and each time the machine running it was lost. Please run it again, or tell your teacher."),
                null, List.of());
    }
}
