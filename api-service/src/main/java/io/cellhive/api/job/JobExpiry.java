package io.cellhive.api.job;

import io.cellhive.backend.OutboxPublisher;
import io.cellhive.backend.Sweep;
import io.cellhive.port.JobStore;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Ends jobs that no worker comes for. Every API node looks; the store's step makes that harmless. */
@Component
@EnableConfigurationProperties(JobSettings.class)
class JobExpiry extends Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(JobExpiry.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private final JobStore store;
    private final OutboxPublisher outbox;
    private final Duration noWorker;

    JobExpiry(JobStore store, OutboxPublisher outbox, JobSettings settings) {
        super("job-expiry", EVERY);
        this.store = store;
        this.outbox = outbox;
        this.noWorker = settings.noWorker();
    }

    @Override
    protected void sweep() {
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
}
