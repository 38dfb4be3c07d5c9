package io.cellhive.model.job;

/** Where a job stands. Legal moves are in {@link JobMoves}. */
public enum JobStatus {
    QUEUED, RUNNING, SUCCEEDED, FAILED, TIMED_OUT, CANCELLED;

    /** Whether the job has ended: nothing changes it any more. */
    public boolean terminal() {
        return JobMoves.from(this).isEmpty();
    }
}
