package io.cellhive.worker.pool;

import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.worker.sandbox.SandboxSpec;

/**
 * What makes two sandboxes interchangeable before their job: everything the container itself is made with.
 *
 * @param imported whether the runtime's heavy modules are imported; a bare one has Python and the runner up
 */
record Kind(String image, long memoryBytes, double cpu, int processes, long workspaceBytes, boolean imported) {
    private static final long MEGABYTE = 1 << 20;

    static Kind of(SandboxSpec spec) {
        return new Kind(spec.image(), spec.limits().memoryBytes(), spec.limits().cpu(), spec.limits().processes(),
                spec.limits().workspaceBytes(), !spec.preload().isEmpty());
    }

    /** The same caps with the other tier. */
    Kind otherTier() {
        return new Kind(image, memoryBytes, cpu, processes, workspaceBytes, !imported);
    }

    /** Whether all that differs can be changed while it runs: what was imported has read how many threads it may use. */
    boolean alike(Kind other) {
        return image.equals(other.image) && workspaceBytes == other.workspaceBytes && imported == other.imported
                && (!imported || ResourceLimits.threads(cpu) == ResourceLimits.threads(other.cpu));
    }

    /** What one that waits uses, in bytes: by `./cellhive bench memory` 26 MB bare, 111 MB in base, 172 MB in ml. */
    long idleBytes() {
        return (imported ? 112 : 32) * MEGABYTE;
    }
}
