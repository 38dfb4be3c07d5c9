package io.cellhive.api.job;

import io.cellhive.api.Browser;
import io.cellhive.api.RunningApi;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** SINGLE_FILE_LIMIT=0 switches that limit off; the limit of all files together stays. */
@TestPropertySource(properties = {"SINGLE_FILE_LIMIT=0", "TOTAL_UPLOAD_LIMIT=3000"})
class NoSingleFileLimitIT extends RunningApi {
    @Test
    void oneFileMayTakeAllThatTheJobMayHave() {
        Browser browser = browser();

        browser.post("/api/v1/jobs", with(3000)).is(202);
        browser.post("/api/v1/jobs", with(3001)).isProblemWith(413, "files[0].data");
        browser.upload("f", 3000).is(201);
        browser.upload("f", 3001).isProblemWith(413, "body");
    }

    private static Map<String, Object> with(int bytes) {
        String data = Base64.getEncoder().encodeToString(new byte[bytes]);
        return Map.of("code", "1", "files", List.of(Map.of("name", "f", "data", data)));
    }
}
