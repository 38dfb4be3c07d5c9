package io.cellhive.backend;

import io.cellhive.model.job.FailureReason;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.limits.Amount;
import java.time.Duration;
import java.util.List;

/** The ends of jobs that no worker tells, in the same words from every backend. */
public final class LostJob {
    public static final Verdict SESSION_DELETED = new Verdict(JobStatus.CANCELLED, null,
            "Its session was deleted before this cell ran.");
    public static final Verdict SESSION_RESTARTED = new Verdict(JobStatus.CANCELLED, null,
            "Its session was restarted before this cell ran.");

    private LostJob() {}

    /**
     * The end of a job whose every attempt was lost with its worker.
     *
     * @param attempts how often it was tried
     */
    public static JobResult after(int attempts) {
        return new JobResult(Verdict.failed(FailureReason.PLATFORM_ERROR, "Cellhive tried to run this " + attempts
                + " times, and each time the machine running it was lost. Please run it again, or tell your teacher."),
                null, List.of());
    }

    /**
     * The end of a job that no worker came for.
     *
     * @param noWorker for how long nobody offered its runtime, at least
     */
    public static JobResult unserved(Duration noWorker, String runtime) {
        return new JobResult(Verdict.failed(FailureReason.EXPIRED, "For " + Amount.time(noWorker)
                + " no computer was there that runs \"" + runtime
                + "\", so your program could not be run. Tell your teacher, then run it again."), null, List.of());
    }
}
