package io.cellhive.worker.sandbox;

import org.jspecify.annotations.Nullable;

/** The runner said something that the protocol does not know. */
public final class RunnerProtocolViolation extends SandboxException {
    private static final long serialVersionUID = 1L;

    public RunnerProtocolViolation(String what) {
        this(what, null);
    }

    public RunnerProtocolViolation(String what, @Nullable Throwable cause) {
        super("Runner protocol violated: " + what, cause);
    }

    @Override
    public boolean retryable() {
        return false;
    }
}
