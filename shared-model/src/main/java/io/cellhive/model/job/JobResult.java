package io.cellhive.model.job;

import io.cellhive.model.file.Artifact;
import io.cellhive.model.limits.ResourceUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of one attempt, as a worker reports it. Usage is null when the program never started. */
public record JobResult(Verdict verdict, @Nullable ResourceUsage usage, List<Artifact> artifacts) {
    public JobResult {
        artifacts = List.copyOf(artifacts);
    }
}
