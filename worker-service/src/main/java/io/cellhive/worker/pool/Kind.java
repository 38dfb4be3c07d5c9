package io.cellhive.worker.pool;

import io.cellhive.worker.sandbox.SandboxSpec;
import java.util.List;

/** What makes two sandboxes interchangeable before their job: everything the container itself is made with. */
record Kind(String image, long memoryBytes, double cpu, int processes, long workspaceBytes, List<String> preload) {
    static Kind of(SandboxSpec spec) {
        return new Kind(spec.image(), spec.limits().memoryBytes(), spec.limits().cpu(), spec.limits().processes(),
                spec.limits().workspaceBytes(), spec.preload());
    }
}
