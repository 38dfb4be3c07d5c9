package io.cellhive.model.job;

import io.cellhive.model.file.Artifact;
import io.cellhive.model.limits.ResourceUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of one attempt, as a worker reports it. Usage is null when the program never started.
 *
 * @param stateKept whether the session's interpreter went through this cell, so that its effects are in the state now
 */
public record JobResult(Verdict verdict, @Nullable ResourceUsage usage, List<Artifact> artifacts, boolean stateKept) {
    public JobResult {
        artifacts = List.copyOf(artifacts);
    }

    /** The end of a job that leaves no state. */
    public JobResult(Verdict verdict, @Nullable ResourceUsage usage, List<Artifact> artifacts) {
        this(verdict, usage, artifacts, false);
    }
}
