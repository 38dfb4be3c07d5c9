package io.cellhive.worker.runner;

import io.cellhive.model.output.Output;
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

    /**
     * The run is over.
     *
     * @param signal that ended the child, null if none did
     * @param line the user's line where it stopped, null if not known
     */
    record Reply(Outcome outcome, @Nullable Integer exitCode, @Nullable Integer signal, @Nullable Integer line,
            int oomKills, int pidsRefused, Usage usage) implements RunnerMessage {
        /** Whether the program came to an end of its own, within every limit. */
        public boolean leavesNoDoubt() {
            return (outcome == Outcome.OK || outcome == Outcome.ERROR) && oomKills == 0 && pidsRefused == 0;
        }
    }

    /** What the run used, in the runner's words. */
    record Usage(long wallMs, long cpuMs, long peakMemoryBytes, long outputBytes, long outputDroppedBytes) {}

    /** How a run ended; names as on the wire, upper case. */
    enum Outcome {
        OK, ERROR, INTERRUPTED, TIMEOUT, MEMORY_LIMIT, PROCESS_LIMIT, OUTPUT_LIMIT, WORKSPACE_LIMIT, DIED
    }
}
