package io.cellhive.worker.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.model.id.JobId;
import io.cellhive.model.id.LaneId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.job.FailureReason;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobSpec;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.worker.runner.RunnerMessage.Outcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How a cell that runs again is compared with its first time. */
class ReplayTest {
    private static final JobSpec SPEC = new JobSpec(new RuntimeName("python"), null, "1", 1, List.of(),
            ResourceLimits.usual(1 << 28, 1.0, 1_000));

    private static Job ended(Verdict verdict) {
        OwnerId owner = OwnerId.create();
        Instant now = Instant.EPOCH;
        return new Job(JobId.create(), owner, LaneId.of(owner), SPEC, verdict.status(), 1, null, now, now, now, null,
                verdict, null, List.of(), 1, null, List.of(), 3);
    }

    @ParameterizedTest
    @CsvSource({"USER_ERROR,ERROR", "MEMORY_LIMIT,ERROR", "WORKSPACE_LIMIT,WORKSPACE_LIMIT",
            "PROCESS_LIMIT,PROCESS_LIMIT"})
    void aCellThatFailsAlikeIsReplayed(FailureReason reason, Outcome now) {
        Outcome first = Replay.first(ended(Verdict.failed(reason, "It failed.")));

        assertThat(Replay.difference(first, now)).isNull();
        assertThat(Replay.difference(first, Outcome.OK)).isEqualTo("It ended without the error it had before.");
    }

    @Test
    void aCellThatEndsWellAgainIsReplayed() {
        Outcome first = Replay.first(ended(new Verdict(JobStatus.SUCCEEDED, null, "It ended.")));

        assertThat(Replay.difference(first, Outcome.OK)).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"ERROR", "WORKSPACE_LIMIT", "PROCESS_LIMIT"})
    void anErrorInsteadOfNoneIsTold(Outcome now) {
        assertThat(Replay.difference(Outcome.OK, now)).isEqualTo("It ended with an error this time.");
    }

    @ParameterizedTest
    @CsvSource({"ERROR,WORKSPACE_LIMIT", "WORKSPACE_LIMIT,PROCESS_LIMIT", "PROCESS_LIMIT,ERROR"})
    void anotherErrorIsTold(Outcome first, Outcome now) {
        assertThat(Replay.difference(first, now)).isEqualTo("It ended with another error than before.");
    }
}
