package io.cellhive.worker.sandbox;

import org.jspecify.annotations.Nullable;

/** The host did not make or keep a sandbox. Another attempt may go better. */
public final class SandboxUnavailable extends SandboxException {
    private static final long serialVersionUID = 1L;
    private final boolean hostDown;

    /** @param hostDown whether the host does not answer at all */
    public SandboxUnavailable(String message, boolean hostDown, @Nullable Throwable cause) {
        super(message, cause);
        this.hostDown = hostDown;
    }

    public boolean hostDown() {
        return hostDown;
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
