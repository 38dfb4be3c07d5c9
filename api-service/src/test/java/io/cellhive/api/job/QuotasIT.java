package io.cellhive.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.api.Answer;
import io.cellhive.api.Browser;
import io.cellhive.api.RunningApi;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/** Quotas under the names that users know: up to the last byte, and not one more, through every door. */
@TestPropertySource(properties = {"SINGLE_FILE_LIMIT=1000", "TOTAL_UPLOAD_LIMIT=2500", "cellhive.api.code-bytes=100B"})
class QuotasIT extends RunningApi {
    private static final Map<String, Object> CODE = Map.of("code", "1");

    private static Map<String, Object> with(int... sizes) {
        List<Map<String, String>> files = new ArrayList<>();
        for (int size : sizes) {
            files.add(Map.of("name", "f" + files.size(), "data",
                    Base64.getEncoder().encodeToString(new byte[size])));
        }
        return Map.of("code", "1", "files", files);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 998, 999, 1000})
    void takesAFileUpToItsLimit(int bytes) {
        Browser browser = browser();

        browser.post("/api/v1/jobs", with(bytes)).is(202);

        Answer kept = browser.upload("f", bytes).is(201);
        assertThat(kept.json().path("size").asInt()).isEqualTo(bytes);
        assertThat(browser.get("/api/v1/files/" + kept.at("sha256")).is(200).body()).hasSize(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {1001, 1002, 1003, 2400})
    void refusesAFileOverItsLimitThroughEveryDoor(int bytes) {
        Browser browser = browser();

        browser.post("/api/v1/jobs", with(1, bytes)).isProblemWith(413, "files[1].data");
        browser.post("/execute", with(bytes)).isProblemWith(413, "files[0].data");
        browser.upload("f", bytes).isProblemWith(413, "body");
        browser.post("/api/v1/sessions", filesOnly(1, bytes)).isProblemWith(413, "files[1].data");
    }

    private static Map<String, Object> filesOnly(int... sizes) {
        return Map.of("files", Objects.requireNonNull(with(sizes).get("files")));
    }

    @Test
    void aSessionHasAsManyBytesOfFilesAsAJobWhetherTogetherOrOneByOne() {
        Browser browser = browser();
        String session = browser.post("/api/v1/sessions", filesOnly(1000, 1000)).is(201).at("id");
        String door = "/api/v1/sessions/" + session + "/files?name=";
        String bytes = "application/octet-stream";

        browser.postRaw(door + "f2", bytes, new byte[500]).is(201);
        browser.postRaw(door + "f3", bytes, new byte[1]).isProblemWith(413, "body");
        browser.postRaw(door + "f3", bytes, new byte[1001]).isProblemWith(413, "body");
        browser.postRaw(door + "f0", bytes, new byte[1000]).is(201);
        browser.postRaw(door + "f0", bytes, new byte[999]).is(201);
        browser.postRaw(door + "f3", bytes, new byte[1]).is(201);
        browser.post("/api/v1/sessions", filesOnly(1000, 1000, 501)).isProblemWith(413, "files");
    }

    @Test
    void takesFilesUpToTheirLimitTogetherAndNotOneByteMore() {
        Browser browser = browser();

        browser.post("/api/v1/jobs", with(1000, 1000, 500)).is(202);
        browser.post("/api/v1/jobs", with(1000, 1000, 501)).isProblemWith(413, "files");
        browser.post("/execute", with(1000, 1000, 501)).isProblemWith(413, "files");
    }

    @Test
    void countsUploadsThatAJobNamesByTheirHash() {
        Browser browser = browser();
        String sha256 = browser.upload("f", 1000).is(201).at("sha256");
        List<Map<String, String>> files = List.of(Map.of("name", "a", "sha256", sha256),
                Map.of("name", "b", "sha256", sha256), Map.of("name", "c", "sha256", sha256));

        browser.post("/api/v1/jobs", Map.of("code", "1", "files", files.subList(0, 2))).is(202);
        browser.post("/api/v1/jobs", Map.of("code", "1", "files", files)).isProblemWith(413, "files");
    }

    @ParameterizedTest
    @CsvSource({"a, 100, 202", "a, 101, 413", "ä, 50, 202", "ä, 51, 413", "😀, 25, 202", "😀, 26, 413"})
    void countsCodeInBytesNotInCharacters(String letter, int times, int status) {
        Answer answer = browser().post("/api/v1/jobs", Map.of("code", letter.repeat(times))).is(status);

        if (status == 413) {
            answer.isProblemWith(413, "code");
        }
    }

    @Test
    void refusesLongCodeAtTheCompatibilityDoor() {
        browser().post("/execute", Map.of("code", "#".repeat(101))).isProblemWith(413, "code");
    }

    @Test
    void refusesABodyThatNoLimitAllowsBeforeReadingIt() {
        browser().post("/api/v1/jobs", Map.of("code", "1", "nonsense", "x".repeat(1_200_000))).isProblemWith(413,
                "body");
    }

    @Test
    void refusesSuchABodyAlsoWhenItComesInPiecesOfUnknownNumber() {
        Browser browser = browser();
        byte[] piece = new byte[10_000];
        var pieces = java.net.http.HttpRequest.BodyPublishers.ofByteArrays(java.util.Collections.nCopies(120, piece));

        browser.send(browser.request("/api/v1/files?name=f").header("Content-Type", "application/octet-stream")
                .POST(pieces)).isProblemWith(413, "body");
    }

    @Test
    void tellsThePageItsLimits() {
        assertThat(browser().get("/api/v1/limits").is(200).json().path("upload").toString())
                .isEqualTo("{\"totalBytes\":2500,\"singleFileBytes\":1000,\"codeBytes\":100}");
        browser().post("/api/v1/jobs", CODE).is(202);
    }
}
