package io.cellhive.worker.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.worker.sandbox.ImageMissing;
import io.cellhive.worker.sandbox.SandboxSpec;
import io.cellhive.worker.sandbox.SandboxUnavailable;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
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
    private ScriptedHost host;

    @BeforeEach
    void connect() throws Exception {
        host = new ScriptedHost(folder, this::answer);
    }

    @AfterEach
    void close() throws Exception {
        host.close();
    }

    private void answer(String request, SocketChannel client) throws IOException {
        if (request.contains("/attach")) {
            ScriptedDaemon.say(client, ScriptedDaemon.AGREES);
        } else if (request.contains("/containers/create")) {
            ScriptedHost.answer(client, whenMade, whenMade == 201 ? MADE : WHY);
        } else if (request.contains("/start")) {
            ScriptedHost.answer(client, whenStarted, WHY);
        } else {
            ScriptedHost.answer(client, 200, "[]");
        }
    }

    @Test
    void anImageThatIsNotThereIsSaid() {
        whenMade = 404;

        assertThatThrownBy(() -> host.sandboxes.create(SPEC)).isInstanceOf(ImageMissing.class)
                .hasMessageContaining("cellhive/python:3.11");
    }

    @Test
    void aContainerThatWasGoneBeforeItsStartIsNoMissingImage() {
        whenStarted = 404;

        SandboxUnavailable gone = catchThrowableOfType(SandboxUnavailable.class, () -> host.sandboxes.create(SPEC));

        assertThat(gone).hasMessageContaining("gone before it started");
        assertThat(gone.retryable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"500,true", "503,true", "400,false", "409,false"})
    void whatTheDaemonBrokeIsTheHostsFaultAndWhatItRefusedIsNot(int status, boolean hosts) {
        for (Map.Entry<Integer, Integer> step : List.of(Map.entry(status, 204), Map.entry(201, status))) {
            whenMade = step.getKey();
            whenStarted = step.getValue();

            SandboxUnavailable refused = catchThrowableOfType(SandboxUnavailable.class,
                    () -> host.sandboxes.create(SPEC));

            assertThat(refused).hasMessageContaining("because of this");
            assertThat(refused.hostDown()).isEqualTo(hosts);
        }
    }
}
