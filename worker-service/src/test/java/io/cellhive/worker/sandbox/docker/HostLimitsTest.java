package io.cellhive.worker.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellhive.worker.sandbox.CapsIgnored;
import java.nio.file.Path;
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
    private ScriptedHost host;

    @BeforeEach
    void connect() throws Exception {
        host = new ScriptedHost(folder, (_, client) -> ScriptedHost.answer(client, 200, info));
    }

    @AfterEach
    void close() throws Exception {
        host.close();
    }

    @Test
    void aHostThatEnforcesEveryLimitPasses() {
        assertThatCode(host.sandboxes::check).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"MemoryLimit,memory", "SwapLimit,swap", "CpuCfsQuota,cpu", "PidsLimit,processes"})
    void aHostThatIgnoresALimitRunsNoCode(String field, String limit) {
        info = ENFORCED.replace('"' + field + "\": true", '"' + field + "\": false");

        assertThatThrownBy(host.sandboxes::check).isInstanceOf(CapsIgnored.class)
                .hasMessageStartingWith("This Docker host does not enforce: " + limit + ". ");
    }
}
