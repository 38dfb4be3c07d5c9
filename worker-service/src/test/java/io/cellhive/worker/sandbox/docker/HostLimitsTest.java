package io.cellhive.worker.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import io.cellhive.model.id.WorkerId;
import io.cellhive.worker.WorkerSettings;
import io.cellhive.worker.sandbox.CapsIgnored;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a limit that the daemon says its host ignores; a test plays the daemon. */
class HostLimitsTest {
    private static final String ENFORCED = """
            {"MemoryLimit": true, "SwapLimit": true, "CpuCfsQuota": true, "PidsLimit": true}""";
    @TempDir
    private Path folder;
    private String info = ENFORCED;
    private ScriptedDaemon daemon;
    private DockerClient docker;
    private AttachLoop attaches;
    private DockerSandboxes host;

    @BeforeEach
    void connect() throws Exception {
        daemon = new ScriptedDaemon(folder, (request, client) -> ScriptedDaemon.say(client, """
                HTTP/1.1 200 OK\r
                Content-Type: application/json\r
                Content-Length: %d\r
                Connection: close\r
                \r
                %s""".formatted(info.length(), info)));
        WorkerSettings settings = new WorkerSettings(1, 1, Duration.ZERO, Duration.ZERO,
                "unix://" + folder.resolve("docker.sock"), "", 64, "test");
        docker = new DockerConfiguration().dockerClient(settings);
        attaches = new DockerConfiguration().attachLoop(settings);
        host = new DockerSandboxes(docker, attaches, settings, WorkerId.create());
    }

    @AfterEach
    void close() throws Exception {
        host.awaitRemovals();
        attaches.close();
        docker.close();
        daemon.close();
    }

    @Test
    void aHostThatEnforcesEveryLimitPasses() {
        assertThatCode(host::check).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"MemoryLimit,memory", "SwapLimit,swap", "CpuCfsQuota,cpu", "PidsLimit,processes"})
    void aHostThatIgnoresALimitRunsNoCode(String field, String limit) {
        info = ENFORCED.replace('"' + field + "\": true", '"' + field + "\": false");

        assertThatThrownBy(host::check).isInstanceOf(CapsIgnored.class)
                .hasMessageStartingWith("This Docker host does not enforce: " + limit + ". ");
    }
}
