package io.cellhive.worker;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of a worker; defaults are in cellhive-worker.properties.
 *
 * @param slots jobs run at once
 * @param creations containers made at once; above the number of cores nothing is gained
 * @param drain how long a leaving worker waits for its jobs
 * @param grace between an interrupt and the kill
 * @param dockerHost the daemon, as in DOCKER_HOST
 * @param ociRuntime OCI runtime such as runsc; empty: the daemon's own default
 * @param openFiles files that one process in a container may have open
 * @param installation label value that tells this installation's containers from others
 */
@Validated
@ConfigurationProperties("cellhive.worker")
public record WorkerSettings(@Min(1) int slots, @Min(1) int creations, Duration drain, Duration grace,
        String dockerHost, String ociRuntime, @Min(64) int openFiles, String installation) {}
