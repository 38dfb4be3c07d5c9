package io.cellhive.worker.sandbox;

import java.util.List;

/** The host would silently ignore some caps, so that user code must not run on it. */
public final class CapsIgnored extends SandboxException {
    private static final long serialVersionUID = 1L;

    public CapsIgnored(List<String> caps) {
        super("This Docker host does not enforce: " + String.join(", ", caps)
                + ". Cellhive runs no code without these limits; enable the cgroup controllers of the kernel.", null);
    }

    @Override
    public boolean retryable() {
        return false;
    }
}
