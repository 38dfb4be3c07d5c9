package io.cellhive.api.job;

import io.cellhive.backend.OutboxPublisher;
import io.cellhive.port.JobStore;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Ends jobs that no worker comes for. Every API node looks; the store's step makes that harmless. */
@Component
@EnableConfigurationProperties(JobSettings.class)
class JobExpiry implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(JobExpiry.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private final JobStore store;
    private final OutboxPublisher outbox;
    private final Duration noWorker;
    private @Nullable ScheduledExecutorService clock;

    JobExpiry(JobStore store, OutboxPublisher outbox, JobSettings settings) {
        this.store = store;
        this.outbox = outbox;
        this.noWorker = settings.noWorker();
    }

    private void look() {
        try {
            JobStore.Unserved unserved = store.endUnserved(noWorker);
            outbox.publish(unserved.released());
            if (!unserved.jobs().isEmpty()) {
                LOG.warn("{} jobs expired: no worker was ready for their runtime within {}", unserved.jobs().size(),
                        noWorker);
            }
        } catch (RuntimeException away) {
            LOG.debug("jobs expire later: {}", away.toString());
        }
    }

    @Override
    public synchronized void start() {
        if (clock == null) {
            clock = Executors
                    .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("job-expiry").factory());
            clock.scheduleWithFixedDelay(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
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
