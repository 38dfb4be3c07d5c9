package io.cellhive.api.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.api.Browser;
import io.cellhive.api.RunningApi;
import io.cellhive.backend.OutboxPublisher;
import io.cellhive.port.JobStore;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** A node without workers, and a patience shorter than any that its settings would take. */
class JobExpiryIT extends RunningApi {
    @Autowired
    JobStore store;
    @Autowired
    OutboxPublisher outbox;

    @Test
    void aReaderLearnsThatNoWorkerCame() {
        Browser browser = browser();
        String id = browser.post("/api/v1/jobs", Map.of("code", "1", "runtime", "ml")).is(202).at("id");
        JobExpiry expiry = new JobExpiry(store, outbox, new JobSettings(Duration.ofMillis(100)));
        expiry.start();
        try {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> browser.get("/api/v1/jobs/" + id).at("status").equals("FAILED"));
        } finally {
            expiry.stop();
        }

        JsonNode end = browser.get("/api/v1/jobs/" + id + "/events?after=1").is(200).json();
        assertThat(end.path("done").asBoolean()).isTrue();
        assertThat(end.path("events").path(0).path("reason").asString()).isEqualTo("EXPIRED");
        assertThat(browser.get("/api/v1/jobs/" + id).at("message")).startsWith("For 0.1 seconds no computer was there")
                .contains("\"ml\"");
    }
}
