package io.cellhive.worker.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.cellhive.worker.WorkerSettings;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The ways to this worker's own daemon: a client for calls, and a loop that holds what lasts. */
@Configuration
class DockerConfiguration {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** No call takes nearly as long, but on a daemon that hangs. */
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration ATTACH = Duration.ofSeconds(20);
    /** Calls are short, and few at once: making, capping, naming, removing. Attaches have connections of their own. */
    private static final int MOST_CONNECTIONS = 64;

    @Bean(destroyMethod = "close")
    DockerClient dockerClient(WorkerSettings settings) {
        DefaultDockerClientConfig config = config(settings);
        return DockerClientImpl.getInstance(config, new ZerodepDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost()).sslConfig(config.getSSLConfig()).connectionTimeout(CONNECT)
                .responseTimeout(ANSWER).maxConnections(MOST_CONNECTIONS).build());
    }

    @Bean(destroyMethod = "close")
    AttachLoop attachLoop(WorkerSettings settings) {
        DefaultDockerClientConfig config = config(settings);
        return AttachLoop.start(DaemonAddress.of(config.getDockerHost(), config.getSSLConfig() != null), ATTACH);
    }

    private static DefaultDockerClientConfig config(WorkerSettings settings) {
        return DefaultDockerClientConfig.createDefaultConfigBuilder().withDockerHost(settings.dockerHost()).build();
    }
}
