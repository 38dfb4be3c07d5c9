package io.cellhive.backend.contract;

import io.cellhive.model.id.JobId;
import io.cellhive.model.id.LaneId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobSpec;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.model.runtime.RuntimeInfo;
import io.cellhive.model.session.Session;
import io.cellhive.model.worker.WorkerStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What the contracts are tried with. */
public final class Samples {
    public static final RuntimeName PYTHON = new RuntimeName("python");

    private Samples() {}

    public static Job aJob(OwnerId by, LaneId lane) {
        return aJob(by, lane, PYTHON, Instant.parse("2026-11-02T08:00:00Z"));
    }

    public static Job aJob(OwnerId by, LaneId lane, RuntimeName runtime, Instant now) {
        ResourceLimits limits = new ResourceLimits(1 << 28, 0.5, 30_000, 50, 1 << 20, 1 << 26);
        JobSpec spec = new JobSpec(runtime, null, "print(1)", 1, List.of(), limits);
        return Job.submitted(JobId.create(), by, lane, spec, now);
    }

    public static Job aJob(OwnerId by) {
        return aJob(by, LaneId.of(by));
    }

    public static WorkerStatus aWorker(WorkerId id, int slots) {
        return new WorkerStatus(id, "here", slots, 0, false, WorkerStatus.Health.READY, null, List.of());
    }

    public static WorkerStatus aCrowdedWorker(WorkerId id) {
        return new WorkerStatus(id, "here", 4, 4, true, WorkerStatus.Health.READY, null, List.of());
    }

    /** Its image is not there, which matters to nobody but the job. */
    public static WorkerStatus aWorkerFor(RuntimeName runtime, WorkerId id, WorkerStatus.Health health) {
        RuntimeInfo info = new RuntimeInfo(runtime, "Its title", "3.11", List.of(), false, "It is not built.");
        return new WorkerStatus(id, "here", 1, 0, false, health, null, List.of(info));
    }

    public static WorkerStatus aWorkerThatTakesNothing(WorkerId id, WorkerStatus.Health why) {
        return new WorkerStatus(id, "here", 4, 0, false, why, "It takes no \"health\":\"READY\" job.", List.of());
    }

    public static Session aSession(SessionId id, OwnerId by) {
        return Session.created(id, by, PYTHON, ResourceLimits.usual(1 << 28, 0.5, 30_000), List.of(),
                Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS));
    }
}
