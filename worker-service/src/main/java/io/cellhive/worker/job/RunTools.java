package io.cellhive.worker.job;

import io.cellhive.model.job.Job;
import io.cellhive.port.EventLog;
import io.cellhive.port.FileStore;
import io.cellhive.port.JobStore;
import io.cellhive.worker.WorkerSettings;
import io.cellhive.worker.runner.Execution;
import io.cellhive.worker.runner.Execution.SessionCell;
import io.cellhive.worker.runner.ResultLimits;
import io.cellhive.worker.session.SessionSettings;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** What every run on this worker needs. */
@Component
record RunTools(JobStore store, EventLog log, FileStore files, ResultLimits results, WorkerSettings worker,
        SessionSettings sessions) {
    Duration grace() {
        return worker.grace();
    }

    Execution oneOff(Job job) {
        return new Execution(job.spec(), results, grace(), sessions.inputWait(), null);
    }

    Execution cell(Job job) {
        Integer count = job.executionCount();
        return new Execution(job.spec(), results, grace(), sessions.inputWait(), new SessionCell(job.id(),
                count == null ? job.spec().cell() : count, false, List.of(), sessions.snapshots()));
    }
}
