package io.cellhive.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.api.Answer;
import io.cellhive.api.Browser;
import io.cellhive.api.RunningApi;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every error is a problem, also those that no controller of ours ever sees. */
class ProblemsIT extends RunningApi {
    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/api", "/api/v1", "/api/v2/jobs", "/api/v1/jobs/", "/api/v1/jobs/job_1",
            "/api/v1/jobs/..%2f..%2fetc", "/api/v1/files/xyz", "/api/v1/jobs/job_1/artifacts/a", "/error",
            "/api/v1/jobs/job_1/events", "/api/v1/jobs/%20", "/api/v1/jobs/a%00b", "/api/v1/jobs/%ff",
            "/api/v1/files/%2e%2e%2f%2e%2e"})
    void whatIsNotThereIsAProblem(String path) {
        Answer answer = browser().get(path);

        assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
        answer.isProblem(answer.status());
    }

    @ParameterizedTest
    @CsvSource({"DELETE, /api/v1/jobs", "PUT, /api/v1/jobs", "GET, /execute", "GET, /api/v1/files",
            "POST, /api/v1/limits",
            "PATCH, /api/v1/runtimes"})
    void anotherMethodIsAProblem(String method, String path) {
        Browser browser = browser();

        Answer answer = browser.send(browser.request(path).method(method, BodyPublishers.noBody())).isProblem(405);

        assertThat(answer.header("Allow")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/jobs, text/html", "/api/v1/limits, image/png", "/api/v1/runtimes, application/xml"})
    void anotherKindOfAnswerIsAProblem(String path, String accept) {
        Browser browser = browser();

        browser.send(browser.request(path).header("Accept", accept)).isProblem(406);
    }

    @Test
    void anotherKindOfBodyIsAProblem() {
        browser().postRaw("/execute", "text/plain", new byte[]{1}).isProblem(415);
        browser().postRaw("/api/v1/files?name=a", "application/json", "{}".getBytes(StandardCharsets.UTF_8))
                .isProblem(415);
    }

    @Test
    void anUploadWithoutANameIsAProblemThatSaysSo() {
        browser().postRaw("/api/v1/files", "application/octet-stream", new byte[1]).isProblemWith(400, "name");
        browser().upload("..%2fx", 1).isProblemWith(400, "name");
    }

    @Test
    void aStrangeHostOriginOrCookieHarmsNothing() {
        Browser browser = browser();
        browser.useCookie("cellhive_owner=" + "x".repeat(3000));
        browser.get("/api/v1/jobs").is(200);

        browser.postWith("X-Forwarded-For", "' OR 1=1 --", "/api/v1/jobs", Map.of("code", "1")).is(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /api/v1/jobs/[x] HTTP/1.1", "GET /api/v1/jobs/../../x HTTP/1.1",
            "GET /api/v1/jobs/%zz HTTP/1.1", "GET /api/v1/jobs/<script> HTTP/1.1", "NONSENSE", "GET /a\\b HTTP/1.1"})
    void aRequestThatIsNotHttpGetsNoStackTrace(String line) throws IOException {
        try (Socket socket = new Socket("localhost", port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("Exception", "Tomcat", "<script>", "org.apache");
        }
    }
}
