package io.cellhive.backend;

import io.cellhive.port.BackendUnavailable;
import io.cellhive.port.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Forgets sessions that nobody has used for long. Every node does it; the store's step makes that harmless. */
public final class SessionExpiry implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(SessionExpiry.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private final SessionStore store;
    private final Duration maxAge;
    private @Nullable ScheduledExecutorService clock;

    SessionExpiry(SessionStore store, Duration maxAge) {
        this.store = store;
        this.maxAge = maxAge;
    }

    private void expire() {
        try {
            int count = store.expire(Instant.now().minus(maxAge));
            if (count > 0) {
                LOG.info("{} sessions unused for {} are forgotten", count, maxAge);
            }
        } catch (BackendUnavailable away) {
            LOG.debug("sessions expire later: {}", away.getMessage());
        }
    }

    @Override
    public synchronized void start() {
        if (clock == null) {
            clock = Executors
                    .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("session-expiry").factory());
            clock.scheduleWithFixedDelay(this::expire, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void stop() {
        if (clock != null) {
            clock.shutdownNow();
            clock = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return clock != null;
    }
}
