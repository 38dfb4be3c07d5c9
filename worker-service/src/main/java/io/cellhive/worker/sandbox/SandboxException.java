package io.cellhive.worker.sandbox;

import org.jspecify.annotations.Nullable;

/** The platform failed, not the user's code. The kinds differ by what one can do about them. */
public abstract sealed class SandboxException extends RuntimeException
        permits SandboxUnavailable, SandboxEnded, ImageMissing, RunnerProtocolViolation, CapsIgnored {
    private static final long serialVersionUID = 1L;

    SandboxException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Whether another attempt, here or elsewhere, may go better. */
    public abstract boolean retryable();
}
