package io.cellhive.backend;

import io.cellhive.port.BackendUnavailable;
import io.cellhive.port.SessionStore;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets sessions that nobody has used for long. Every node does it; the store's step makes that harmless. */
public final class SessionExpiry extends Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(SessionExpiry.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private final SessionStore store;
    private final Duration maxAge;

    SessionExpiry(SessionStore store, Duration maxAge) {
        super("session-expiry", EVERY);
        this.store = store;
        this.maxAge = maxAge;
    }

    @Override
    protected void sweep() {
        try {
            int count = store.expire(Instant.now().minus(maxAge));
            if (count > 0) {
                LOG.info("{} sessions unused for {} are forgotten", count, maxAge);
            }
        } catch (BackendUnavailable away) {
            LOG.debug("sessions expire later: {}", away.getMessage());
        }
    }
}
