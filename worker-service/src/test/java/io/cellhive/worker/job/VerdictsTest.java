package io.cellhive.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.model.job.FailureReason;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.worker.runner.RunnerMessage.Outcome;
import io.cellhive.worker.runner.RunnerMessage.Reply;
import io.cellhive.worker.runner.RunnerMessage.Usage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictsTest {
    private static final ResourceLimits USUAL = ResourceLimits.usual(512 << 20, 0.5, 30_000);
    private static final ResourceLimits SMALL = new ResourceLimits(1 << 20, 0.5, 500, 50, 100 << 10, 1_000);

    private static Verdict verdict(Outcome outcome, ResourceLimits limits, @Nullable String error, int oomKills) {
        Reply reply = new Reply(outcome, null, null, null, oomKills, 0, new Usage(1, 1, 1, 1, 0), null);
        return Verdicts.of(reply, limits, false, error, Duration.ofMinutes(10));
    }

    private static String sentence(Outcome outcome, ResourceLimits limits) {
        return verdict(outcome, limits, null, 0).message();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MemoryError", "MemoryError (Cell 1, line 2)", "MemoryError: no room (Cell 1, line 2)",
            "_ArrayMemoryError: Unable to allocate 7.28 TiB for an array with shape (1000000, 1000000) (Cell 1, line 2)"})
    void askingForMoreMemoryThanThereIsIsAMemoryLimit(String error) {
        assertThat(verdict(Outcome.ERROR, USUAL, error, 0)).isEqualTo(Verdict.failed(FailureReason.MEMORY_LIMIT,
                "Your program asked for more memory than its 512 MB. " + error));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ValueError: MemoryError", "MemoryErrors: many", "ZeroDivisionError: division by zero"})
    void anotherErrorIsTheProgramsOwn(String error) {
        assertThat(verdict(Outcome.ERROR, USUAL, error, 0))
                .isEqualTo(Verdict.failed(FailureReason.USER_ERROR, error));
    }

    @ParameterizedTest
    @CsvSource({"TIMEOUT,Your program ran longer than 30 seconds and was stopped.",
            "MEMORY_LIMIT,Your program used more than 512 MB of memory and was stopped.",
            "PROCESS_LIMIT,Your program wanted more than 50 processes and threads at once and was stopped.",
            "OUTPUT_LIMIT,'Your program printed far more than the 1 MB that are kept, and was stopped.'",
            "WORKSPACE_LIMIT,Your program filled the 128 MB of its workspace and was stopped.",
            "INPUT_TIMEOUT,'Nobody answered your program''s question within 10 minutes, so it was stopped.'"})
    void saysTheUsualLimits(Outcome outcome, String sentence) {
        assertThat(sentence(outcome, USUAL)).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource({"TIMEOUT,longer than 0.5 seconds and", "MEMORY_LIMIT,more than 1 MB of memory",
            "OUTPUT_LIMIT,more than the 100 kB that are kept", "WORKSPACE_LIMIT,filled the 1000 bytes of its"})
    void saysSmallLimitsToo(Outcome outcome, String words) {
        assertThat(sentence(outcome, SMALL)).contains(words);
    }

    @Test
    void saysTheLimitWhenAProcessMetIt() {
        assertThat(verdict(Outcome.ERROR, USUAL, "CalledProcessError", 1).message()).isEqualTo("A process that your"
                + " program started used more than 512 MB of memory and was stopped. Then: CalledProcessError");
    }
}
