package io.cellhive.model.job;

import static io.cellhive.model.job.JobStatus.CANCELLED;
import static io.cellhive.model.job.JobStatus.FAILED;
import static io.cellhive.model.job.JobStatus.QUEUED;
import static io.cellhive.model.job.JobStatus.RUNNING;
import static io.cellhive.model.job.JobStatus.SUCCEEDED;
import static io.cellhive.model.job.JobStatus.TIMED_OUT;

import java.util.Map;
import java.util.Set;

/**
 * All legal moves of a job, on one screen. RUNNING to QUEUED and RUNNING to RUNNING are new attempts after a lost or
 * leaving worker; QUEUED to FAILED is a job that never could start (expired, undeliverable).
 */
public final class JobMoves {
    private static final Map<JobStatus, Set<JobStatus>> LEGAL = Map.of(
            QUEUED, Set.of(RUNNING, CANCELLED, FAILED),
            RUNNING, Set.of(SUCCEEDED, FAILED, TIMED_OUT, CANCELLED, QUEUED, RUNNING),
            SUCCEEDED, Set.of(),
            FAILED, Set.of(),
            TIMED_OUT, Set.of(),
            CANCELLED, Set.of());

    private JobMoves() {}

    /** Every status that may follow this one. */
    public static Set<JobStatus> from(JobStatus status) {
        return LEGAL.getOrDefault(status, Set.of());
    }

    public static boolean legal(JobStatus from, JobStatus to) {
        return from(from).contains(to);
    }
}
