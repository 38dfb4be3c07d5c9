package io.cellhive.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.api.Answer;
import io.cellhive.api.Browser;
import io.cellhive.api.RunningApi;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.Job;
import io.cellhive.port.JobStore;
import io.cellhive.port.JobStore.Claim;
import io.cellhive.port.Subscription;
import io.cellhive.port.WorkerSignals;
import io.cellhive.port.WorkerSignals.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What a cell may say to its session, and what a reader may say to a running program. */
class CellsIT extends RunningApi {
    private static final String JOBS = "/api/v1/jobs";
    @Autowired
    JobStore jobs;
    @Autowired
    WorkerSignals signals;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {"code": "1", "sessionId": "%s", "runtime": "base"}            | runtime
            {"code": "1", "sessionId": "%s", "limits": {"memory": "1g"}}   | limits
            {"code": "1", "sessionId": "%s", "files": []}                  | files
            {"code": "1", "sessionId": "%s", "cell": 0}                    | cell
            {"sessionId": "%s"}                                            | code
            {"code": "1", "sessionId": ["%s"]}                             | sessionId
            """)
    void namesWhatIsTheSessionsOwn(String body, String field) {
        Browser browser = browser();
        String id = browser.post("/api/v1/sessions", Map.of()).is(201).at("id");

        browser.postText(JOBS, body.formatted(id)).isProblemWith(400, field);
    }

    @Test
    void aSessionThatIsNoneIsNotFound() {
        browser().post(JOBS, Map.of("code", "1", "sessionId", "ses_1")).isProblem(404);
        browser().get("/api/v1/sessions/ses_1").isProblem(404);
    }

    @Test
    void anAnswerReachesTheProgramThatAsks() {
        Browser browser = browser();
        JobId id = new JobId(browser.submit());
        Job job = ((Claim.Claimed) jobs.claim(id, WorkerId.create(), 3)).job();
        String path = JOBS + "/" + id + "/input";
        assertThat(browser.post(path, Map.of("number", 1, "value", "early")).isProblem(409).at("detail"))
                .contains("does not wait");
        jobs.ask(id, job.attempt(), "Name? ", false);
        Answer waiting = browser.get(JOBS + "/" + id).is(200);
        assertThat(waiting.json().path("input").path("prompt").asString()).isEqualTo("Name? ");

        browser().post(path, Map.of("number", 1, "value", "thief")).isProblem(404);
        browser.post(path, Map.of("number", 2, "value", "other")).isProblem(409);
        browser.post(path, Map.of("number", 1, "value", "x".repeat(10_001))).isProblemWith(413, "value");
        List<Signal> heard = new CopyOnWriteArrayList<>();
        try (Subscription _ = signals.subscribe(heard::add)) {
            assertThat(browser.post(path, Map.of("number", 1, "value", "Ada")).is(202).json().path("input").isNull())
                    .isTrue();
            Awaitility.await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(heard).containsExactly(new WorkerSignals.Answered(id)));
        }
        assertThat(jobs.takeAnswer(id, 1, 1)).contains("Ada");
        browser.post(path, Map.of("number", 1, "value", "twice")).isProblem(409);
        assertThat(browser.get(JOBS + "/" + id + "/events").json().path("events").findValuesAsString("type"))
                .containsExactly("status", "status", "input_request", "input_reply");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {}                                  | number
            {"value": "x"}                      | number
            {"number": 1}                       | value
            {"number": 1, "value": 5.5, "x": 1} | x
            {"number": "one", "value": "x"}     | number
            {"number": 1, "value": ["x"]}       | value
            {"number": 1, "value": "\\ud800"}   | value
            null                                | body
            """)
    void namesTheFieldOfABadAnswer(String body, String field) {
        Browser browser = browser();
        String id = browser.submit();

        browser.postText(JOBS + "/" + id + "/input", body).isProblemWith(400, field);
    }
}
