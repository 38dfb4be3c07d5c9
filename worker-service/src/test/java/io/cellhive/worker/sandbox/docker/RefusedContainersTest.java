package io.cellhive.worker.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.dockerjava.api.DockerClient;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.worker.WorkerSettings;
import io.cellhive.worker.sandbox.ImageMissing;
import io.cellhive.worker.sandbox.SandboxSpec;
import io.cellhive.worker.sandbox.SandboxUnavailable;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a container that the daemon does not make or does not start; a test plays the daemon. */
class RefusedContainersTest {
    private static final ResourceLimits LIMITS = new ResourceLimits(256 << 20, 0.5, 10_000, 50, 100_000, 16 << 20);
    private static final SandboxSpec SPEC = new SandboxSpec("cellhive/python:3.11", LIMITS, List.of());
    private static final String MADE = "{\"Id\": \"abc\", \"Warnings\": []}";
    private static final String WHY = "{\"message\": \"because of this\"}";
    @TempDir
    private Path folder;
    private int whenMade = 201;
    private int whenStarted = 204;
    private ScriptedDaemon daemon;
    private DockerClient docker;
    private AttachLoop attaches;
    private DockerSandboxes sandboxes;

    @BeforeEach
    void connect() throws Exception {
        daemon = new ScriptedDaemon(folder, this::answer);
        WorkerSettings settings = new WorkerSettings(1, 1, Duration.ZERO, Duration.ZERO,
                "unix://" + folder.resolve("docker.sock"), "", 64, "test");
        docker = new DockerConfiguration().dockerClient(settings);
        attaches = new DockerConfiguration().attachLoop(settings);
        sandboxes = new DockerSandboxes(docker, attaches, settings, WorkerId.create());
    }

    @AfterEach
    void close() throws Exception {
        sandboxes.awaitRemovals();
        attaches.close();
        docker.close();
        daemon.close();
    }

    private void answer(String request, SocketChannel client) throws IOException {
        if (request.contains("/attach")) {
            ScriptedDaemon.say(client, ScriptedDaemon.AGREES);
        } else if (request.contains("/containers/create")) {
            say(client, whenMade, whenMade == 201 ? MADE : WHY);
        } else if (request.contains("/start")) {
            say(client, whenStarted, WHY);
        } else {
            say(client, 200, "[]");
        }
    }

    private static void say(SocketChannel client, int status, String body) throws IOException {
        ScriptedDaemon.say(client, """
                HTTP/1.1 %d Said\r
                Content-Type: application/json\r
                Content-Length: %d\r
                Connection: close\r
                \r
                %s""".formatted(status, body.length(), body));
    }

    @Test
    void anImageThatIsNotThereIsSaid() {
        whenMade = 404;

        assertThatThrownBy(() -> sandboxes.create(SPEC)).isInstanceOf(ImageMissing.class)
                .hasMessageContaining("cellhive/python:3.11");
    }

    @Test
    void aContainerThatWasGoneBeforeItsStartIsNoMissingImage() {
        whenStarted = 404;

        SandboxUnavailable gone = catchThrowableOfType(SandboxUnavailable.class, () -> sandboxes.create(SPEC));

        assertThat(gone).hasMessageContaining("gone before it started");
        assertThat(gone.retryable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"500,true", "503,true", "400,false", "409,false"})
    void whatTheDaemonBrokeIsTheHostsFaultAndWhatItRefusedIsNot(int status, boolean hosts) {
        for (Map.Entry<Integer, Integer> step : List.of(Map.entry(status, 204), Map.entry(201, status))) {
            whenMade = step.getKey();
            whenStarted = step.getValue();

            SandboxUnavailable refused = catchThrowableOfType(SandboxUnavailable.class, () -> sandboxes.create(SPEC));

            assertThat(refused).hasMessageContaining("because of this");
            assertThat(refused.hostDown()).isEqualTo(hosts);
        }
    }
}
