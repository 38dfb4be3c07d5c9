package io.cellhive.worker.runner;

import io.cellhive.model.id.JobId;
import io.cellhive.model.output.Output;
import io.cellhive.model.session.Variable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a runner says, checked for shape. Contents stay untrusted. */
public sealed interface RunnerMessage {
    /** The runner is up. */
    record Ready(int protocol, String python) implements RunnerMessage {}

    /** The program showed something. */
    record Showed(Output output, int bytes) implements RunnerMessage {}

    /** The program left a file behind. */
    record LeftArtifact(String name, byte[] bytes) implements RunnerMessage {}

    /** A file was left out. */
    record SkippedArtifact(String name, String why) implements RunnerMessage {}

    /** The program asks its reader something and waits, with so much memory in use. */
    record Asked(int number, String prompt, boolean password, long memoryBytes) implements RunnerMessage {}

    /** The interpreter went back, or could not. */
    record Rewound(boolean ok, @Nullable String why) implements RunnerMessage {}

    /** An answer about the interpreter; the payload is not copied. */
    record Answered(long request, boolean ok, @Nullable String why, Map<String, Object> content, byte[] payload)
            implements
                RunnerMessage {}

    /**
     * The run is over.
     *
     * @param signal that ended the child, null if none did
     * @param line the user's line where it stopped, null if not known
     * @param after what became of a session's interpreter; null for a one-off job
     */
    record Reply(Outcome outcome, @Nullable Integer exitCode, @Nullable Integer signal, @Nullable Integer line,
            int oomKills, int pidsRefused, Usage usage, @Nullable AfterCell after) implements RunnerMessage {
        /** Whether the program came to an end of its own, within every limit. */
        public boolean leavesNoDoubt() {
            return (outcome == Outcome.OK || outcome == Outcome.ERROR) && oomKills == 0 && pidsRefused == 0;
        }
    }

    /**
     * A session's interpreter after a cell.
     *
     * @param started false when the interpreter was gone before the cell, so that nothing of it ran
     * @param snapshots jobs whose state right after them can be gone back to
     * @param threads that the program left running: no snapshot is kept then
     * @param variables what the cell added or changed
     */
    record AfterCell(State state, boolean started, List<JobId> snapshots, int threads, List<Variable> variables) {
        public AfterCell {
            snapshots = List.copyOf(snapshots);
            variables = List.copyOf(variables);
        }
    }

    /** Where a session's interpreter stands after a cell. */
    enum State {
        /** It went through the cell, whatever the outcome. */
        KEPT,
        /** It is as it was before the cell. */
        BEFORE,
        /** It is gone. */
        LOST
    }

    /** What the run used, in the runner's words. */
    record Usage(long wallMs, long cpuMs, long peakMemoryBytes, long outputBytes, long outputDroppedBytes) {}

    /** How a run ended; names as on the wire, upper case. */
    enum Outcome {
        OK, ERROR, INTERRUPTED, TIMEOUT, MEMORY_LIMIT, PROCESS_LIMIT, OUTPUT_LIMIT, WORKSPACE_LIMIT, FILES_TOO_LARGE, DIED, INPUT_TIMEOUT
    }
}
