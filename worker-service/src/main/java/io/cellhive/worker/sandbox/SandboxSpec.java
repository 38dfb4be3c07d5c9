package io.cellhive.worker.sandbox;

import io.cellhive.model.limits.ResourceLimits;
import java.util.List;

/**
 * What a sandbox shall be.
 *
 * @param limits the caps; wall clock and output are the runner's to keep
 * @param preload modules that its child imports before it knows its code; none for a job that waits already
 */
public record SandboxSpec(String image, ResourceLimits limits, List<String> preload) {
    public SandboxSpec {
        preload = List.copyOf(preload);
    }
}
