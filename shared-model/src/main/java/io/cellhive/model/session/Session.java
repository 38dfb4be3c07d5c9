package io.cellhive.model.session;

import io.cellhive.model.file.InputFile;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.limits.ResourceLimits;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a notebook's interpreter shall be: a snapshot from the store, which alone changes it. The container that has the
 * state is one worker's business; whichever worker holds the session makes its container agree with this record.
 *
 * @param nextLimits what the limits become at the next restart; null for no change
 * @param files what its workspace got from outside; files that cells wrote are not in it
 * @param usedAt its last submit, claim, end or change
 * @param executionCount the number of the newest cell that was begun, as in Jupyter; 0 after a restart
 * @param generation how often it was restarted; cells of an older generation leave no trace in the state
 * @param epoch how often its holder changed; a worker's word counts only with the epoch it got
 * @param holder the worker that has, or had when it died, its container; null when it is parked
 * @param current the job that runs or is on its way to a worker; null when nothing is submitted
 * @param history the cells whose effects are in its state, in order
 */
public record Session(SessionId id, OwnerId owner, RuntimeName runtime, ResourceLimits limits,
        @Nullable ResourceLimits nextLimits, List<InputFile> files, Instant createdAt, Instant usedAt,
        int executionCount, int generation, long epoch, @Nullable WorkerId holder, @Nullable JobId current,
        List<PastCell> history) {
    public Session {
        files = List.copyOf(files);
        history = List.copyOf(history);
    }

    /** A session as it is before its first cell: parked, empty. */
    public static Session created(SessionId id, OwnerId owner, RuntimeName runtime, ResourceLimits limits,
            List<InputFile> files, Instant now) {
        return new Session(id, owner, runtime, limits, null, files, now, now, 0, 0, 0, null, null, List.of());
    }
}
