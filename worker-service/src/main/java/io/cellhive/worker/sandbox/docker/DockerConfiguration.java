package io.cellhive.worker.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.cellhive.worker.WorkerSettings;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The client of this worker's own daemon. */
@Configuration
class DockerConfiguration {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Every container holds one by its attach; a pool that runs dry would block every other call for minutes. */
    private static final int MOST_CONNECTIONS = 2_000;

    @Bean(destroyMethod = "close")
    DockerClient dockerClient(WorkerSettings settings) {
        DefaultDockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(settings.dockerHost()).build();
        return DockerClientImpl.getInstance(config, new ZerodepDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost()).sslConfig(config.getSSLConfig()).connectionTimeout(CONNECT)
                .maxConnections(MOST_CONNECTIONS).build());
    }
}
