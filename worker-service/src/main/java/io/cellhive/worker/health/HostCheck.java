package io.cellhive.worker.health;

import io.cellhive.model.worker.WorkerStatus.Health;
import io.cellhive.worker.sandbox.CapsIgnored;
import io.cellhive.worker.sandbox.SandboxHost;
import io.cellhive.worker.sandbox.SandboxUnavailable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the host of the sandboxes answers, and enforces every cap; the latter is asked until it does. What it found is
 * logged when it is new, and kept for the heartbeats.
 */
final class HostCheck {
    private static final Logger LOG = LoggerFactory.getLogger(HostCheck.class);
    private final SandboxHost host;
    private boolean checked;
    private volatile @Nullable String refusal;
    private volatile @Nullable String concern;

    HostCheck(SandboxHost host) {
        this.host = host;
    }

    /** READY, DOCKER_DOWN when it does not answer, PAUSED when it ignores a cap. */
    Health look() {
        try {
            host.ping();
            if (!checked) {
                host.check();
                refusal = null;
                concern = host.concern().orElse(null);
                checked = true;
                if (concern != null) {
                    LOG.warn("{}", concern);
                }
            }
            return Health.READY;
        } catch (SandboxUnavailable down) {
            return Health.DOCKER_DOWN;
        } catch (CapsIgnored ignored) {
            String why = ignored.getMessage();
            if (why != null && !why.equals(refusal)) {
                LOG.error("{}", why);
            }
            refusal = why;
            return Health.PAUSED;
        }
    }

    /** Why no code may run on this host; null when it may. */
    @Nullable
    String refusal() {
        return refusal;
    }

    /** What the operator should know although code runs; null when there is nothing. */
    @Nullable
    String concern() {
        return concern;
    }
}
