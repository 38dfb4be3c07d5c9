package io.cellhive.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.api.Browser;
import io.cellhive.api.RunningApi;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes over the wire, the answer is a problem that names the field, and never the server's own failure. */
class BadInputIT extends RunningApi {
    private static final String JOBS = "/api/v1/jobs";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ""                                                         | body
            null                                                       | body
            []                                                         | body
            "print(1)"                                                 | body
            {"code":                                                   | body
            {}                                                         | code
            {"code": null}                                             | code
            {"code": ["print(1)"]}                                     | code
            {"code": {"text": 1}}                                      | code
            {"code": "1", "cell": "one"}                               | cell
            {"code": "1", "cell": 0}                                   | cell
            {"code": "1", "cell": 3000000000}                          | cell
            {"code": "1", "runtime": "cobol"}                          | runtime
            {"code": "1", "runtime": "../base"}                        | runtime
            {"code": "1", "files": {}}                                 | files
            {"code": "1", "files": "a.csv"}                            | files
            {"code": "1", "files": [null]}                             | files[0]
            {"code": "1", "files": [{"name": "a"}]}                    | files[0]
            {"code": "1", "files": [{"data": "MQ=="}]}                 | files[0].name
            {"code": "1", "files": [{"name": 5, "data": {}}]}          | files[0].data
            {"code": "1", "files": [{"name": "a", "data": "%%%"}]}     | files[0].data
            {"code": "1", "files": [{"name": "a", "data": "M"}]}       | files[0].data
            {"code": "1", "files": [{"name": "a", "sha256": "abc"}]}   | files[0].sha256
            {"code": "1", "files": [{"name": "a", "mode": "0777"}]}    | files[0].mode
            {"code": "1", "limits": 5}                                 | limits
            {"code": "1", "limits": {"memory": ["512m"]}}              | limits.memory
            {"code": "1", "limits": {"cpu": {}}}                       | limits.cpu
            {"code": "1", "limits": {"wallClockMs": "soon"}}           | limits.wallClockMs
            {"code": "1", "limits": {"disk": "1g"}}                    | limits.disk
            {"code": "1", "privileged": true}                          | privileged
            """)
    void namesTheFieldThatIsWrong(String body, String field) {
        browser().postText(JOBS, body).isProblemWith(400, field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../x", "..", ".", "/etc/passwd", "a/b", "a\\b", "C:\\x", "a\0b", "a\nb", "", "  ",
            ".bashrc", "\u202etxt.exe", "a\u200bb"})
    void refusesNamesThatAreNoPlainFileNames(String name) {
        Map<String, String> file = Map.of("name", name, "data", "MQ==");

        browser().post(JOBS, Map.of("code", "1", "files", List.of(file))).isProblemWith(400, "files[0].name");
    }

    @Test
    void refusesANameThatIsNoText() {
        browser().postText(JOBS, """
                {"code": "1", "files": [{"name": "a\\ud800", "data": ""}]}""").isProblemWith(400, "files[0].name");
    }

    @Test
    void refusesCodeThatIsNoText() {
        browser().postText(JOBS, """
                {"code": "x = '\\ud800'"}""").isProblemWith(400, "code");
    }

    @Test
    void refusesANameOfFourKilobytes() {
        Map<String, String> file = Map.of("name", "x".repeat(4096), "data", "MQ==");

        browser().post(JOBS, Map.of("code", "1", "files", List.of(file))).isProblemWith(400, "files[0].name");
    }

    @Test
    void refusesTheSameNameTwice() {
        Map<String, String> file = Map.of("name", "a.csv", "data", "MQ==");

        browser().post(JOBS, Map.of("code", "1", "files", List.of(file, file))).isProblemWith(400, "files[1].name");
    }

    @Test
    void takesNamesOfModulesAndOtherAlphabets() {
        List<Map<String, String>> files = List.of(Map.of("name", "numpy.py", "data", "MQ=="),
                Map.of("name", "Übung 1 – データ.csv", "data", ""));

        browser().post(JOBS, Map.of("code", "1", "files", files)).is(202);
    }

    @Test
    void refusesMoreFilesThanAJobMayHave() {
        List<Map<String, String>> files = java.util.stream.IntStream.range(0, 101)
                .mapToObj(i -> Map.of("name", "f" + i, "data", "")).toList();

        browser().post(JOBS, Map.of("code", "1", "files", files)).isProblemWith(400, "files");
    }

    @Test
    void refusesTenMegabytesOfCode() {
        browser().post(JOBS, Map.of("code", "#".repeat(10 << 20))).isProblemWith(413, "code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"code\":", "{\"code\":\"1\",\"files\":", "{\"code\":\"1\",\"limits\":{\"memory\":",
            "{\"nothing\":", ""})
    void refusesJsonOfTwoThousandLevels(String before) {
        String deep = before + "[".repeat(2000) + "]".repeat(2000) + "}".repeat((int) before.chars()
                .filter(c -> c == '{').count());

        browser().postText(JOBS, deep).isProblem(400);
    }

    @Test
    void takesDeepJsonInsideAString() {
        browser().post(JOBS, Map.of("code", "x = '" + "[".repeat(2000) + "'")).is(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x", "application/octet-stream"})
    void refusesOtherContentTypes(String type) {
        browser().postRaw(JOBS, type, "{\"code\":\"1\"}".getBytes(StandardCharsets.UTF_8)).isProblem(415);
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        byte[] body = "{\"code\":\"?\"}".getBytes(StandardCharsets.UTF_8);
        body[9] = (byte) 0xff;

        browser().postRaw(JOBS, "application/json", body).isProblem(400);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 201})
    void refusesIdempotencyKeysOfABadLength(int length) {
        browser().postWith("Idempotency-Key", "k".repeat(length), JOBS, Map.of("code", "1")).isProblemWith(400,
                "Idempotency-Key");
    }

    @ParameterizedTest
    @CsvSource({"?limit=0, limit", "?limit=201, limit", "?limit=many, limit", "/{id}/events?after=-1, after",
            "/{id}/events?waitMs=30001, waitMs", "/{id}/events?after=x, after", "/{id}/events?waitMs=soon, waitMs"})
    void namesTheParameterThatIsWrong(String question, String field) {
        Browser browser = browser();
        String id = browser.submit();

        browser.get(JOBS + question.replace("{id}", id)).isProblemWith(400, field);
    }

    @Test
    void anEmptyProgramIsAProgram() {
        assertThat(browser().post(JOBS, Map.of("code", "")).is(202).at("status")).isEqualTo("QUEUED");
    }
}
