package io.cellhive.model.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class JobMovesTest {
    private static final Set<String> LEGAL = Set.of("QUEUED>RUNNING", "QUEUED>CANCELLED", "QUEUED>FAILED",
            "RUNNING>SUCCEEDED", "RUNNING>FAILED", "RUNNING>TIMED_OUT", "RUNNING>CANCELLED", "RUNNING>QUEUED",
            "RUNNING>RUNNING");

    static Stream<JobStatus[]> everyPair() {
        return Stream.of(JobStatus.values())
                .flatMap(from -> Stream.of(JobStatus.values()).map(to -> new JobStatus[]{from, to}));
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void takesTheLegalMovesAndRefusesAllOthers(JobStatus from, JobStatus to) {
        assertThat(JobMoves.legal(from, to)).isEqualTo(LEGAL.contains(from + ">" + to));
    }

    @ParameterizedTest
    @EnumSource(JobStatus.class)
    void onlyAnEndedJobHasNoMoves(JobStatus status) {
        assertThat(status.terminal()).isEqualTo(!EnumSet.of(JobStatus.QUEUED, JobStatus.RUNNING).contains(status));
    }

    @Test
    void aVerdictIsTerminalAndHasAReasonExactlyWhenFailed() {
        assertThat(Verdict.failed(FailureReason.USER_ERROR, "m").status()).isEqualTo(JobStatus.FAILED);
        assertThatThrownBy(() -> new Verdict(JobStatus.RUNNING, null, "m"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Verdict(JobStatus.FAILED, null, "m"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Verdict(JobStatus.SUCCEEDED, FailureReason.EXPIRED, "m"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
