package io.cellhive.model.job;

import org.jspecify.annotations.Nullable;

/**
 * How a job ended, with the sentence its owner reads. Not an exception: a failing program is a normal result.
 *
 * @param status a terminal one
 * @param reason set exactly when FAILED
 * @param message one sentence for a beginner; never the platform's own stack trace
 */
public record Verdict(JobStatus status, @Nullable FailureReason reason, String message) {
    /** @throws IllegalArgumentException if the status is not terminal, or the reason does not fit it */
    public Verdict {
        if (!status.terminal() || (status == JobStatus.FAILED) != (reason != null)) {
            throw new IllegalArgumentException("no verdict: " + status + " with reason " + reason);
        }
    }

    public static Verdict failed(FailureReason reason, String message) {
        return new Verdict(JobStatus.FAILED, reason, message);
    }
}
