package io.cellhive.backend.redis;

import io.cellhive.backend.BackendSettings;
import io.cellhive.port.EventLog;
import io.cellhive.port.FileStore;
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
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** The ports that Redis serves as beans when cellhive.backend is cluster. Redis is told in spring.data.redis.*. */
@AutoConfiguration(afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@EnableConfigurationProperties(BackendSettings.class)
@ConditionalOnProperty(name = "cellhive.backend", havingValue = "cluster")
public class RedisBackendConfiguration {
    @Bean
    RedisBackend redisBackend(RedisConnectionFactory connections, BackendSettings settings) {
        return new RedisBackend(connections, Clock.systemUTC(), settings.baseWindow(), settings.retention());
    }

    @Bean
    JobStore jobStore(RedisBackend backend) {
        return backend.jobs();
    }

    @Bean(destroyMethod = "")
    EventLog eventLog(RedisBackend backend) {
        return backend.events();
    }

    @Bean
    SessionStore sessionStore(RedisBackend backend) {
        return backend.sessions();
    }

    @Bean
    SessionQueries sessionQueries(RedisBackend backend) {
        return backend.queries();
    }

    @Bean
    FileStore fileStore(RedisBackend backend) {
        return backend.files();
    }

    @Bean
    WorkerRegistry workerRegistry(RedisBackend backend) {
        return backend.workers();
    }

    @Bean
    WorkerSignals workerSignals(RedisBackend backend) {
        return backend.workerSignals();
    }
}
