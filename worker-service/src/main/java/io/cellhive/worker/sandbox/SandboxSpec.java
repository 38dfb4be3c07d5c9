package io.cellhive.worker.sandbox;

import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.limits.ResourceLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sandbox shall be.
 *
 * @param limits the caps; wall clock and output are the runner's to keep
 * @param preload modules that it imports before it knows any code; none for a bare one and for a job that waits already
 * @param owner whom it serves; null when it is made ahead, for whoever comes first
 * @param session the session whose interpreter it will hold; null for one-off jobs
 */
public record SandboxSpec(String image, ResourceLimits limits, List<String> preload, @Nullable OwnerId owner,
        @Nullable SessionId session) {
    public SandboxSpec {
        preload = List.copyOf(preload);
    }

    /** One that is made ahead. */
    public SandboxSpec(String image, ResourceLimits limits, List<String> preload) {
        this(image, limits, preload, null, null);
    }

    /** One for an owner's job. */
    public SandboxSpec(String image, ResourceLimits limits, List<String> preload, @Nullable OwnerId owner) {
        this(image, limits, preload, owner, null);
    }

    public SandboxSpec forNobodyYet() {
        return new SandboxSpec(image, limits, preload);
    }
}
