package io.cellhive.worker.job;

import static io.cellhive.model.job.FailureReason.INTERPRETER_DIED;
import static io.cellhive.model.job.FailureReason.MEMORY_LIMIT;
import static io.cellhive.model.job.FailureReason.OUTPUT_LIMIT;
import static io.cellhive.model.job.FailureReason.PROCESS_LIMIT;
import static io.cellhive.model.job.FailureReason.USER_ERROR;
import static io.cellhive.model.job.FailureReason.WORKSPACE_LIMIT;

import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.limits.Amount;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.worker.runner.RunnerMessage.Reply;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns the runner's outcome into a verdict with a sentence for a beginner. */
final class Verdicts {
    /** Python's own, and numpy's {@code _ArrayMemoryError}. */
    private static final Pattern MEMORY_ERROR = Pattern.compile("\\w*MemoryError\\b");

    private Verdicts() {}

    static Verdict of(Reply reply, ResourceLimits limits, boolean cancelled, @Nullable String error,
            Duration inputWait) {
        String at = reply.line() == null ? "" : " at line " + reply.line();
        return switch (reply.outcome()) {
            case OK -> new Verdict(JobStatus.SUCCEEDED, null, reply.oomKills() == 0
                    ? "Your program ran to its end."
                    : "Your program ran to its end, but a process it started used too much memory and was stopped.");
            case ERROR -> failed(reply, limits, error == null ? "Your program stopped with an error." : error);
            case INTERRUPTED -> cancelled ? cancelled() : timedOut(limits);
            case TIMEOUT -> reply.oomKills() == 0
                    ? timedOut(limits)
                    : new Verdict(JobStatus.TIMED_OUT, null, timedOut(limits).message()
                            + " A process that it had started used too much memory and was stopped before.");
            case MEMORY_LIMIT -> memory(limits, reply.line() == null
                    ? ""
                    : " The largest request came from line " + reply.line() + ".");
            case PROCESS_LIMIT -> Verdict.failed(PROCESS_LIMIT, "Your program wanted more than " + limits.processes()
                    + " processes and threads at once and was stopped" + at + ".");
            case OUTPUT_LIMIT -> Verdict.failed(OUTPUT_LIMIT, "Your program printed far more than the "
                    + Amount.size(limits.outputBytes()) + " that are kept, and was stopped.");
            case WORKSPACE_LIMIT -> Verdict.failed(WORKSPACE_LIMIT, "Your program filled the "
                    + Amount.size(limits.workspaceBytes()) + " of its workspace and was stopped" + at + ".");
            case FILES_TOO_LARGE ->
                Verdict.failed(WORKSPACE_LIMIT, "The files given to your program are larger than the "
                        + Amount.size(limits.workspaceBytes()) + " of its workspace, so it did not run.");
            case DIED -> died(reply.signal());
            case INPUT_TIMEOUT -> unanswered(inputWait);
        };
    }

    private static Verdict failed(Reply reply, ResourceLimits limits, String error) {
        if (reply.oomKills() > 0) {
            return Verdict.failed(MEMORY_LIMIT, "A process that your program started used more than "
                    + Amount.size(limits.memoryBytes()) + " of memory and was stopped. Then: " + error);
        }
        if (MEMORY_ERROR.matcher(error).lookingAt()) {
            return Verdict.failed(MEMORY_LIMIT, "Your program asked for more memory than its "
                    + Amount.size(limits.memoryBytes()) + ". " + error);
        }
        return Verdict.failed(USER_ERROR, error.contains("Too many open files")
                ? "Your program had too many files open at once; close each one, as `with open(...)` does. " + error
                : error);
    }

    static Verdict died(@Nullable Integer signal) {
        return Verdict.failed(INTERPRETER_DIED,
                "Python itself ended" + (signal == null ? "" : " (signal " + signal + ")")
                        + " before your program did. A crash in compiled code or os._exit() does this.");
    }

    static Verdict cancelled() {
        return new Verdict(JobStatus.CANCELLED, null, "You stopped this run.");
    }

    static Verdict timedOut(ResourceLimits limits) {
        return new Verdict(JobStatus.TIMED_OUT, null,
                "Your program ran longer than " + Amount.seconds(Duration.ofMillis(limits.wallClockMs()))
                        + " and was stopped.");
    }

    static Verdict unanswered(Duration inputWait) {
        return new Verdict(JobStatus.TIMED_OUT, null,
                "Nobody answered your program's question within " + Amount.time(inputWait) + ", so it was stopped.");
    }

    /** What the end means for the session's other cells. @param gone whether the interpreter itself is gone */
    static Verdict inSession(Verdict verdict, boolean gone) {
        return new Verdict(verdict.status(), verdict.reason(), verdict.message() + (gone
                ? " The earlier cells run again by themselves before the next one."
                : " Everything is as it was before this cell."));
    }

    static Verdict memory(ResourceLimits limits, String line) {
        return Verdict.failed(MEMORY_LIMIT, "Your program used more than " + Amount.size(limits.memoryBytes())
                + " of memory and was stopped." + line);
    }
}
