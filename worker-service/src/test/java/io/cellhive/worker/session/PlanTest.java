package io.cellhive.worker.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.model.id.JobId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.model.session.PastCell;
import io.cellhive.model.session.RestoreCause;
import io.cellhive.model.session.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an interpreter needs so that it agrees with its session. */
class PlanTest {
    private static final ResourceLimits LIMITS = ResourceLimits.usual(1 << 28, 1.0, 1_000);
    private static final JobId A = JobId.create();
    private static final JobId B = JobId.create();
    private static final JobId C = JobId.create();

    private static Session session(JobId... history) {
        List<PastCell> cells = new ArrayList<>();
        for (JobId job : history) {
            cells.add(new PastCell(cells.size() + 1, job, JobStatus.SUCCEEDED));
        }
        return new Session(SessionId.create(), OwnerId.create(), new RuntimeName("python"), LIMITS, null, List.of(),
                Instant.EPOCH, Instant.EPOCH, cells.size(), 2, 7, WorkerId.create(), null, cells);
    }

    private static Standing live(List<JobId> applied, JobId... snapshots) {
        return new Standing(7, 2, LIMITS, applied, Set.of(snapshots));
    }

    @Test
    void goesOnWhenBothAgree() {
        assertThat(Plan.of(session(), live(List.of()), null)).isEqualTo(new Plan.GoOn());
        assertThat(Plan.of(session(A, B), live(List.of(A, B)), null)).isEqualTo(new Plan.GoOn());
    }

    @Test
    void goesBackWhenItWentTooFarAndThatStateIsKept() {
        assertThat(Plan.of(session(A), live(List.of(A, B, C), A, C), null)).isEqualTo(new Plan.Rewind(A));
        assertThat(Plan.of(session(), live(List.of(A), A), null)).isEqualTo(new Plan.Rewind(null));
    }

    @Test
    void rebuildsWhatCannotBeGoneBackTo() {
        Plan rebuilt = new Plan.Rebuild(RestoreCause.REWIND);

        assertThat(Plan.of(session(A), live(List.of(A, B), B), null)).isEqualTo(rebuilt);
        assertThat(Plan.of(session(A, C), live(List.of(A, B), A, B), null)).isEqualTo(rebuilt);
        assertThat(Plan.of(session(A, B), live(List.of(A), A), null)).isEqualTo(rebuilt);
    }

    @Test
    void namesTheCauseOnlyWhenThereIsSomethingToRebuild() {
        assertThat(Plan.of(session(A), null, RestoreCause.MEMORY)).isEqualTo(new Plan.Rebuild(RestoreCause.MEMORY));
        assertThat(Plan.of(session(), null, RestoreCause.MEMORY)).isEqualTo(new Plan.Rebuild(null));
    }

    @Test
    void neverTrustsAnInterpreterOfAnotherEpochGenerationOrOtherLimits() {
        List<JobId> applied = List.of(A);
        ResourceLimits larger = ResourceLimits.usual(1 << 29, 1.0, 1_000);

        assertThat(Plan.of(session(A), new Standing(6, 2, LIMITS, applied, Set.of(A)), null))
                .isEqualTo(new Plan.Rebuild(RestoreCause.WORKER_LOST));
        assertThat(Plan.of(session(A), new Standing(7, 1, LIMITS, applied, Set.of(A)), null))
                .isEqualTo(new Plan.Rebuild(RestoreCause.LIMITS));
        assertThat(Plan.of(session(A), new Standing(7, 2, larger, applied, Set.of(A)), null))
                .isEqualTo(new Plan.Rebuild(RestoreCause.LIMITS));
        assertThat(Plan.of(session(), new Standing(7, 1, LIMITS, applied, Set.of(A)), null))
                .isEqualTo(new Plan.Rebuild(null));
    }
}
