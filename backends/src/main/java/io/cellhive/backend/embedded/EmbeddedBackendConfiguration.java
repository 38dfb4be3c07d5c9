package io.cellhive.backend.embedded;

import io.cellhive.backend.BackendSettings;
import io.cellhive.port.EventLog;
import io.cellhive.port.FileStore;
import io.cellhive.port.JobQueue;
import io.cellhive.port.JobStore;
import io.cellhive.port.SessionQueries;
import io.cellhive.port.SessionStore;
import io.cellhive.port.WorkerRegistry;
import io.cellhive.port.WorkerSignals;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The ports as beans when cellhive.backend is embedded, which is the default. */
@AutoConfiguration
@EnableConfigurationProperties(BackendSettings.class)
@ConditionalOnProperty(name = "cellhive.backend", havingValue = "embedded", matchIfMissing = true)
public class EmbeddedBackendConfiguration {
    @Bean
    EmbeddedBackend embeddedBackend(BackendSettings settings) {
        EmbeddedBackend backend = new EmbeddedBackend(settings.dataDir(), Clock.systemUTC(), settings.baseWindow());
        backend.keepFor(settings.retention());
        return backend;
    }

    @Bean
    JobStore jobStore(EmbeddedBackend backend) {
        return backend.jobs();
    }

    @Bean
    EventLog eventLog(EmbeddedBackend backend) {
        return backend.events();
    }

    @Bean(destroyMethod = "")
    JobQueue jobQueue(EmbeddedBackend backend) {
        return backend.queue();
    }

    @Bean
    SessionStore sessionStore(EmbeddedBackend backend) {
        return backend.sessions();
    }

    @Bean
    SessionQueries sessionQueries(EmbeddedBackend backend) {
        return backend.queries();
    }

    @Bean
    FileStore fileStore(EmbeddedBackend backend) {
        return backend.files();
    }

    @Bean
    WorkerRegistry workerRegistry(EmbeddedBackend backend) {
        return backend.workers();
    }

    @Bean
    WorkerSignals workerSignals(EmbeddedBackend backend) {
        return backend.workerSignals();
    }
}
