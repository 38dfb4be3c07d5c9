package io.cellhive.worker;

import io.cellhive.model.id.WorkerId;
import io.cellhive.worker.pool.PoolSettings;
import io.cellhive.worker.runner.ResultLimits;
import io.cellhive.worker.session.SessionSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

/** The worker's settings and its name for this life. */
@Configuration
@PropertySource("classpath:cellhive-worker.properties")
@EnableConfigurationProperties({WorkerSettings.class, ResultLimits.class, PoolSettings.class, SessionSettings.class})
class WorkerConfiguration {
    @Bean
    WorkerId workerId() {
        return WorkerId.create();
    }
}
