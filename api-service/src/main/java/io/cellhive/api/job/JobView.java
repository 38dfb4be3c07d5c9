package io.cellhive.api.job;

import io.cellhive.model.file.Artifact;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.job.FailureReason;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.PendingInput;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.model.limits.ResourceUsage;
import io.cellhive.port.JobStore;
import io.cellhive.port.JobStore.Place;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job as its owner sees it; without its code, files and lane. */
public record JobView(JobId id, JobStatus status, @Nullable FailureReason reason, @Nullable String message,
        RuntimeName runtime, int cell, int attempt, Instant createdAt, @Nullable Instant startedAt,
        @Nullable Instant finishedAt, @Nullable Instant cancelRequestedAt, ResourceLimits limits,
        @Nullable ResourceUsage usage, List<Artifact> artifacts, @Nullable QueuePlace queue,
        @Nullable SessionId sessionId, @Nullable Integer executionCount, @Nullable PendingInput input, long lastSeq) {
    /** Where it waits; the expected wait is null when it is not known. */
    public record QueuePlace(int position, @Nullable Long expectedWaitMs) {
        static QueuePlace of(Place place) {
            return new QueuePlace(place.position(),
                    place.expectedWait() == null ? null : place.expectedWait().toMillis());
        }
    }

    /** With its place in the queue, when it waits there. */
    static JobView of(Job job, JobStore store) {
        return of(job, job.status() == JobStatus.QUEUED ? store.place(job.id()).orElse(null) : null);
    }

    static JobView of(Job job, @Nullable Place place) {
        return new JobView(job.id(), job.status(), job.verdict() == null ? null : job.verdict().reason(),
                job.verdict() == null ? null : job.verdict().message(), job.spec().runtime(), job.spec().cell(),
                job.attempt(), job.createdAt(), job.startedAt(), job.finishedAt(), job.cancelRequestedAt(),
                job.spec().limits(), job.usage(), job.artifacts(),
                place == null ? null : QueuePlace.of(place), job.session().orElse(null),
                job.executionCount(), job.input(), job.lastSeq());
    }
}
