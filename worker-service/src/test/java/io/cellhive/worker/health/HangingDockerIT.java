package io.cellhive.worker.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.model.worker.WorkerStatus;
import io.cellhive.model.worker.WorkerStatus.Health;
import io.cellhive.port.WorkerRegistry;
import io.cellhive.worker.WorkerApplication;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A daemon that takes calls and never answers: the worker says that it lives, and that it takes no jobs. */
@DirtiesContext
@SpringBootTest(classes = WorkerApplication.class, webEnvironment = WebEnvironment.NONE)
class HangingDockerIT {
    private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(8);
    private static ServerSocketChannel daemon;
    @Autowired
    private WorkerRegistry registry;

    @DynamicPropertySource
    static void ofItsOwn(DynamicPropertyRegistry properties) throws IOException {
        Path folder = Files.createTempDirectory("cellhive-hangs");
        daemon = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        daemon.bind(UnixDomainSocketAddress.of(folder.resolve("docker.sock")));
        properties.add("cellhive.worker.docker-host", () -> "unix://" + folder.resolve("docker.sock"));
        properties.add("cellhive.data-dir", () -> folder.resolve("data"));
    }

    @AfterAll
    static void close() throws IOException {
        daemon.close();
    }

    @Test
    void theHeartbeatGoesOn() {
        await().atMost(Duration.ofSeconds(20)).until(() -> !registry.live().isEmpty());
        await().during(LONGER_THAN_A_LEASE).atMost(LONGER_THAN_A_LEASE.multipliedBy(2)).untilAsserted(() -> assertThat(
                registry.live()).singleElement().extracting(WorkerStatus::health).isEqualTo(Health.DOCKER_DOWN));
    }
}
