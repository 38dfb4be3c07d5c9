package io.cellhive.backend;

import io.cellhive.port.JobQueue;
import io.cellhive.port.JobStore;
import io.cellhive.port.SessionStore;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** What stands on the ports, whichever backend serves them. */
@AutoConfiguration
@EnableConfigurationProperties(SessionSettings.class)
public class BackendConfiguration {
    @Bean
    OutboxPublisher outboxPublisher(JobStore store, JobQueue queue) {
        return new OutboxPublisher(store, queue);
    }

    @Bean
    SessionExpiry sessionExpiry(SessionStore store, SessionSettings settings) {
        return new SessionExpiry(store, settings.maxAge());
    }
}
