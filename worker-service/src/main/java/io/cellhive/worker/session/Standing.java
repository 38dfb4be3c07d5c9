package io.cellhive.worker.session;

import io.cellhive.model.id.JobId;
import io.cellhive.model.limits.ResourceLimits;
import java.util.List;
import java.util.Set;

/**
 * What a live interpreter is just now.
 *
 * @param epoch of the session when it was made
 * @param generation of the session when it was made
 * @param limits its container's caps
 * @param applied the cells it went through, in order
 * @param snapshots cells whose state right after them can be gone back to
 */
record Standing(long epoch, int generation, ResourceLimits limits, List<JobId> applied, Set<JobId> snapshots) {
    Standing {
        applied = List.copyOf(applied);
        snapshots = Set.copyOf(snapshots);
    }
}
