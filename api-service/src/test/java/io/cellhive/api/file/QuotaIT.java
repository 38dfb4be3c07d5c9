package io.cellhive.api.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.api.Browser;
import io.cellhive.api.RunningApi;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/** Nothing, just the limit, and one byte more; through every door that takes files. */
@TestPropertySource(properties = {"SINGLE_FILE_LIMIT=1000", "TOTAL_UPLOAD_LIMIT=2500"})
class QuotaIT extends RunningApi {
    private static Map<String, Object> file(String name, int bytes) {
        return Map.of("name", name, "data", Base64.getEncoder().encodeToString(new byte[bytes]));
    }

    private static Map<String, Object> with(List<Map<String, Object>> files) {
        return Map.of("code", "1", "files", files);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 999, 1000})
    void takesAFileUpToTheLimit(int bytes) {
        browser().upload("a", bytes).is(201);
        browser().post("/api/v1/jobs", with(List.of(file("a", bytes)))).is(202);
    }

    @Test
    void refusesOneByteMoreAndNamesTheField() {
        browser().upload("a", 1001).isProblemWith(413, "body");
        browser().post("/api/v1/jobs", with(List.of(file("a", 1001)))).isProblemWith(413, "files[0].data");
        browser().post("/execute", with(List.of(file("a", 1001)))).isProblemWith(413, "files[0].data");
    }

    @Test
    void takesFilesUpToTheTotalAndRefusesOneByteMore() {
        List<Map<String, Object>> full = new ArrayList<>(List.of(file("a", 1000), file("b", 1000), file("c", 500)));
        browser().post("/api/v1/jobs", with(full)).is(202);
        full.set(2, file("c", 501));
        browser().post("/api/v1/jobs", with(full)).isProblemWith(413, "files");
        browser().post("/execute", with(full)).isProblemWith(413, "files");
    }

    @Test
    void countsUploadedFilesTowardsTheTotal() {
        Browser browser = browser();
        List<Map<String, Object>> files = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            files.add(Map.of("name", name, "sha256", browser.upload(name, 1000).is(201).at("sha256")));
        }
        browser.post("/api/v1/jobs", with(files)).isProblemWith(413, "files");
        assertThat(browser.post("/api/v1/jobs", with(files.subList(0, 2))).is(202).at("status")).isEqualTo("QUEUED");
    }
}
