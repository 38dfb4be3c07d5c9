package io.cellhive.model.job;

import io.cellhive.model.file.Artifact;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.LaneId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.limits.ResourceUsage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One execution request and what became of it: a snapshot from the store, which alone changes it.
 *
 * @param attempt 0 before the first claim, then 1, 2, …
 * @param worker who runs the current attempt; null unless RUNNING
 * @param cancelRequestedAt when its owner asked a running job to stop; null if never
 * @param startedAt when the current attempt was claimed; null before the first
 * @param verdict null until the job has ended
 * @param usage null until the job has ended, or when it never ran
 * @param executionCount the number of a session's cell, given at the first claim; null before, and for other jobs
 * @param input what its program asks just now; null when nothing
 * @param inputs what the program of this attempt was answered, in order
 * @param lastSeq the number of its newest event
 */
public record Job(JobId id, OwnerId owner, LaneId lane, JobSpec spec, JobStatus status, int attempt,
        @Nullable WorkerId worker, Instant createdAt, @Nullable Instant startedAt, @Nullable Instant finishedAt,
        @Nullable Instant cancelRequestedAt, @Nullable Verdict verdict, @Nullable ResourceUsage usage,
        List<Artifact> artifacts, @Nullable Integer executionCount, @Nullable PendingInput input,
        List<GivenInput> inputs, long lastSeq) {
    public Job {
        artifacts = List.copyOf(artifacts);
        inputs = List.copyOf(inputs);
    }

    /** A job as it is before its submit. */
    public static Job submitted(JobId id, OwnerId owner, LaneId lane, JobSpec spec, Instant now) {
        return new Job(id, owner, lane, spec, JobStatus.QUEUED, 0, null, now, null, null, null, null, null, List.of(),
                null, null, List.of(), 0);
    }

    /** The session whose cell it is; empty for a one-off job. */
    public Optional<SessionId> session() {
        return lane.session();
    }
}
