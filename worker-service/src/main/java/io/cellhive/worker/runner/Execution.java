package io.cellhive.worker.runner;

import io.cellhive.model.id.JobId;
import io.cellhive.model.job.JobSpec;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request to run a job's code.
 *
 * @param grace between an interrupt and the kill
 * @param inputWait how long a question of the program waits for its answer
 * @param cell what is different in a session's interpreter; null for a one-off job
 */
public record Execution(JobSpec spec, ResultLimits results, Duration grace, Duration inputWait,
        @Nullable SessionCell cell) {
    /**
     * A cell of a session.
     *
     * @param silent shows nothing and leaves no files: the state alone is wanted
     * @param inputs answers of a silent run, in order; null stands for one that was not kept
     * @param snapshots how many states of the interpreter to keep at most
     */
    public record SessionCell(JobId job, int executionCount, boolean silent, List<@Nullable String> inputs,
            int snapshots) {}
}
