package io.cellhive.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.api.Answer;
import io.cellhive.api.Browser;
import io.cellhive.api.RunningApi;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.worker.WorkerStatus;
import io.cellhive.port.FileStore;
import io.cellhive.port.JobStore;
import io.cellhive.port.JobStore.Claim;
import io.cellhive.port.SessionQueries;
import io.cellhive.port.SessionQueries.Kind;
import io.cellhive.port.SessionQueries.Query;
import io.cellhive.port.SessionStore;
import io.cellhive.port.Subscription;
import io.cellhive.port.WorkerRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Questions to a live interpreter and the files beside it; the test is the worker that answers. */
class LiveIT extends RunningApi {
    private static final String SESSIONS = "/api/v1/sessions/";
    private final WorkerId worker = WorkerId.create();
    private final List<Query> asked = new CopyOnWriteArrayList<>();
    @Autowired
    JobStore jobs;
    @Autowired
    SessionStore sessions;
    @Autowired
    SessionQueries queries;
    @Autowired
    FileStore files;
    @Autowired
    WorkerRegistry registry;

    private String live(Browser browser) {
        registry.heartbeat(new WorkerStatus(worker, "here", 4, 0, false, WorkerStatus.Health.READY, null, List.of()),
                Duration.ofMinutes(1));
        String id = browser.post("/api/v1/sessions", Map.of()).is(201).at("id");
        String job = browser.post("/api/v1/jobs", Map.of("code", "1", "sessionId", id)).is(202).at("id");
        assertThat(jobs.claim(new JobId(job), worker, 3)).isInstanceOf(Claim.Claimed.class);
        return id;
    }

    private Subscription answering(SessionQueries.Answer answer) {
        return queries.serve(worker, query -> {
            asked.add(query);
            return answer;
        });
    }

    @Test
    void bringsTheWorkersAnswer() {
        Browser browser = browser();
        String id = live(browser);
        try (Subscription _ = answering(SessionQueries.Answer.of(Map.of("matches", List.of(), "cursorStart", 1)))) {
            Answer answer = browser.post(SESSIONS + id + "/complete", Map.of("code", "d😀f.", "cursor", 4)).is(200);
            assertThat(answer.json().path("cursorStart").asInt()).isEqualTo(1);
            browser.post(SESSIONS + id + "/inspect", Map.of("code", "df", "cursor", 1, "detail", 1)).is(200);
            browser.get(SESSIONS + id + "/variables").is(200);
        }
        assertThat(asked).extracting(Query::kind).containsExactly(Kind.COMPLETE, Kind.INSPECT, Kind.VARIABLES);
        assertThat(asked.getFirst()).isEqualTo(
                new Query(new SessionId(id), Kind.COMPLETE, Map.of("code", "d😀f.", "cursor", 4)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/variables", "/files/made.csv"})
    void saysThatTheSessionIsParkedOrCannotAnswer(String what) {
        Browser browser = browser();
        String parked = browser.post("/api/v1/sessions", Map.of()).is(201).at("id");
        assertThat(browser.get(SESSIONS + parked + what).isProblem(409).at("detail"))
                .isEqualTo("The session is parked; run a cell to wake it.");

        String id = live(browser);
        assertThat(browser.get(SESSIONS + id + what).isProblem(409).at("detail")).contains("cannot answer now");
        try (Subscription _ = answering(SessionQueries.Answer.refused("The session is being restored."))) {
            assertThat(browser.get(SESSIONS + id + what).isProblem(409).at("detail"))
                    .isEqualTo("The session is being restored.");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            complete | {}                                             | code
            complete | {"code": 5, "cursor": {}}                      | cursor
            complete | {"code": "ab", "cursor": 3}                    | cursor
            complete | {"code": "ab", "cursor": -1}                   | cursor
            complete | {"code": "ab", "cursor": "x"}                  | cursor
            complete | {"code": "ab", "detail": 1}                    | detail
            inspect  | {"code": "ab", "cursor": 1, "detail": 2}       | detail
            inspect  | []                                             | body
            restart  | {"limits": 5}                                  | limits
            restart  | {"limits": {"memory": []}}                     | limits.memory
            restart  | {"runtime": "base"}                            | runtime
            rewind   | {"after": 1}                                   | after
            """)
    void namesTheFieldThatIsWrong(String call, String body, String field) {
        Browser browser = browser();

        browser.postText(SESSIONS + live(browser) + "/" + call, body).isProblemWith(400, field);
    }

    @Test
    void keepsFilesOfAParkedSession() {
        Browser browser = browser();
        String id = browser.post("/api/v1/sessions", Map.of()).is(201).at("id");
        String path = SESSIONS + id + "/files";
        browser.postRaw(path + "?name=%C3%9Cbung%201.csv", "application/octet-stream", "1".getBytes(
                StandardCharsets.UTF_8)).is(201);
        Answer newer = browser.postRaw(path + "?name=%C3%9Cbung%201.csv", "application/octet-stream",
                "12".getBytes(StandardCharsets.UTF_8)).is(201);
        assertThat(newer.json().path("size").asInt()).isEqualTo(2);

        assertThat(browser.get(path).json().path("files").toString())
                .isEqualTo("[{\"name\":\"Übung 1.csv\",\"size\":2}]");
        Answer file = browser.get(path + "/%C3%9Cbung%201.csv").is(200);
        assertThat(file.text()).isEqualTo("12");
        assertThat(file.header("Content-Disposition")).startsWith("attachment");
        browser.delete(path + "/%C3%9Cbung%201.csv").is(204);
        browser.delete(path + "/%C3%9Cbung%201.csv").isProblem(404);
        assertThat(browser.get(path).json().path("files").size()).isZero();
    }

    @Test
    void keepsGivenFilesOfASessionWhoseWorkerDied() {
        Browser browser = browser();
        String id = live(browser);
        String path = SESSIONS + id + "/files";
        browser.postRaw(path + "?name=a.csv", "application/octet-stream", "1".getBytes(StandardCharsets.UTF_8)).is(201);
        registry.leave(worker);

        assertThat(browser.get(path).is(200).json().path("files").toString())
                .isEqualTo("[{\"name\":\"a.csv\",\"size\":1}]");
        assertThat(browser.get(path + "/a.csv").is(200).text()).isEqualTo("1");
        browser.get(path + "/made.csv").isProblem(409);
    }

    @Test
    void fetchesWhatALiveSessionsCellsWrote() {
        Browser browser = browser();
        String id = live(browser);
        OwnerId owner = sessions.find(new SessionId(id)).orElseThrow().owner();
        String sha256 = files.put(owner, "made".getBytes(StandardCharsets.UTF_8)).value();
        try (Subscription _ = answering(SessionQueries.Answer.of(Map.of("sha256", sha256, "size", 4)))) {
            assertThat(browser.get(SESSIONS + id + "/files/out/made.csv").is(200).text()).isEqualTo("made");
        }
        assertThat(asked.getLast().arguments()).isEqualTo(Map.of("name", "out/made.csv"));
        try (Subscription _ = answering(SessionQueries.Answer.of(Map.of()))) {
            browser.get(SESSIONS + id + "/files/none.csv").isProblem(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"..%2Fx", ".hidden", "a%2Fb", "%00", ""})
    void refusesNamesThatAreNoPlainFileNames(String name) {
        Browser browser = browser();
        String id = live(browser);

        browser.postRaw(SESSIONS + id + "/files?name=" + name, "application/octet-stream", new byte[1])
                .isProblemWith(400, "name");
    }
}
