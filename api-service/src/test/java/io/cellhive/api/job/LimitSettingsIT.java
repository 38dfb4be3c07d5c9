package io.cellhive.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.api.Browser;
import io.cellhive.api.RunningApi;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** An installation's own limits hold for jobs that say nothing, and for those that ask for more. */
@TestPropertySource(properties = {"cellhive.limits.wall-clock=5s", "cellhive.limits.max-wall-clock=20s",
        "cellhive.limits.processes=9", "cellhive.limits.output=2MB", "cellhive.limits.workspace=7MB"})
class LimitSettingsIT extends RunningApi {
    @Test
    void theyAreToldAndKept() {
        Browser browser = browser();

        String told = browser.get("/api/v1/limits").is(200).json().path("defaults").toString();
        String kept = browser.post("/api/v1/jobs", Map.of("code", "1", "limits", Map.of("wallClockMs", 99_000))).is(202)
                .json().path("limits").toString();

        String rest = "\"processes\":9,\"outputBytes\":2097152,\"workspaceBytes\":7340032";
        assertThat(told).contains("\"wallClockMs\":5000", rest);
        assertThat(kept).contains("\"wallClockMs\":20000", rest);
    }
}
