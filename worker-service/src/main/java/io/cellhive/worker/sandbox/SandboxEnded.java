package io.cellhive.worker.sandbox;

import org.jspecify.annotations.Nullable;

/** The container ended before the conversation did. */
public final class SandboxEnded extends SandboxException {
    private static final long serialVersionUID = 1L;
    private final boolean outOfMemory;
    private final boolean byItself;

    /**
     * @param outOfMemory whether the kernel killed something in it for want of memory
     * @param exitCode of the runner, null if not known
     * @param byItself whether what ran inside ended it, not the host or somebody on it
     */
    public SandboxEnded(boolean outOfMemory, @Nullable Long exitCode, boolean byItself, String diagnostics) {
        super("The sandbox ended early, exit code " + exitCode + (outOfMemory ? ", out of memory" : "")
                + (diagnostics.isBlank() ? "" : ": " + diagnostics), null);
        this.outOfMemory = outOfMemory;
        this.byItself = byItself;
    }

    public boolean outOfMemory() {
        return outOfMemory;
    }

    public boolean byItself() {
        return byItself;
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
