package io.cellhive.backend;

import io.cellhive.port.JobQueue;
import io.cellhive.port.JobStore;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** What stands on the ports, whichever backend serves them. */
@AutoConfiguration
public class BackendConfiguration {
    @Bean
    OutboxPublisher outboxPublisher(JobStore store, JobQueue queue) {
        return new OutboxPublisher(store, queue);
    }
}
