package io.cellhive.backend.embedded;

import io.cellhive.model.file.Artifact;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.GivenInput;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobMoves;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.PendingInput;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.limits.ResourceUsage;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A copy of a job with some things changed; refuses moves that are not legal. */
final class JobChange {
    private final Job from;
    private JobStatus status;
    private int attempt;
    private @Nullable WorkerId worker;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;
    private @Nullable Instant cancelRequestedAt;
    private @Nullable Verdict verdict;
    private @Nullable ResourceUsage usage;
    private List<Artifact> artifacts;
    private @Nullable Integer executionCount;
    private @Nullable PendingInput input;
    private List<GivenInput> inputs;
    private long lastSeq;

    private JobChange(Job job) {
        from = job;
        status = job.status();
        attempt = job.attempt();
        worker = job.worker();
        startedAt = job.startedAt();
        finishedAt = job.finishedAt();
        cancelRequestedAt = job.cancelRequestedAt();
        verdict = job.verdict();
        usage = job.usage();
        artifacts = job.artifacts();
        executionCount = job.executionCount();
        input = job.input();
        inputs = job.inputs();
        lastSeq = job.lastSeq();
    }

    static JobChange of(Job job) {
        return new JobChange(job);
    }

    JobChange lastSeq(long seq) {
        lastSeq = seq;
        return this;
    }

    JobChange claimed(WorkerId by, Instant now) {
        move(JobStatus.RUNNING);
        attempt++;
        worker = by;
        startedAt = now;
        input = null;
        inputs = List.of();
        return this;
    }

    JobChange counted(int count) {
        executionCount = count;
        return this;
    }

    JobChange asks(PendingInput question) {
        input = question;
        return this;
    }

    /** @param value null for a password */
    JobChange answered(int number, @Nullable String value) {
        input = null;
        inputs = Stream.concat(inputs.stream(), Stream.of(new GivenInput(number, value))).toList();
        return this;
    }

    JobChange givenBack() {
        move(JobStatus.QUEUED);
        worker = null;
        input = null;
        return this;
    }

    JobChange cancelRequested(Instant now) {
        cancelRequestedAt = cancelRequestedAt == null ? now : cancelRequestedAt;
        return this;
    }

    JobChange ended(JobResult result, Instant now) {
        move(result.verdict().status());
        worker = null;
        input = null;
        finishedAt = now;
        verdict = result.verdict();
        usage = result.usage();
        artifacts = result.artifacts();
        return this;
    }

    private void move(JobStatus to) {
        if (!JobMoves.legal(status, to)) {
            throw new IllegalStateException("not a legal move: " + status + " to " + to);
        }
        status = to;
    }

    Job job() {
        return new Job(from.id(), from.owner(), from.lane(), from.spec(), status, attempt, worker, from.createdAt(),
                startedAt, finishedAt, cancelRequestedAt, verdict, usage, artifacts, executionCount,
                input, inputs, lastSeq);
    }
}
