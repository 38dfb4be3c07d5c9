package io.cellhive.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.api.Answer;
import io.cellhive.api.Browser;
import io.cellhive.api.RunningApi;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.worker.WorkerStatus;
import io.cellhive.port.JobStore;
import io.cellhive.port.JobStore.Claim;
import io.cellhive.port.SessionStore;
import io.cellhive.port.Subscription;
import io.cellhive.port.WorkerRegistry;
import io.cellhive.port.WorkerSignals;
import io.cellhive.port.WorkerSignals.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A session from its first cell to its end, as a page sees it; the test is the worker. */
class SessionsIT extends RunningApi {
    private static final String SESSIONS = "/api/v1/sessions";
    private static final String JOBS = "/api/v1/jobs";
    private final WorkerId worker = WorkerId.create();
    @Autowired
    JobStore jobs;
    @Autowired
    SessionStore sessions;
    @Autowired
    WorkerRegistry registry;
    @Autowired
    WorkerSignals signals;

    private static String created(Browser browser) {
        Answer answer = browser.post(SESSIONS, Map.of()).is(201);
        assertThat(answer.header("Location")).isEqualTo(SESSIONS + "/" + answer.at("id"));
        return answer.at("id");
    }

    private static String submitted(Browser browser, String session) {
        return browser.post(JOBS, Map.of("code", "x = 1", "sessionId", session)).is(202).at("id");
    }

    private Job claimed(String job) {
        registry.heartbeat(new WorkerStatus(worker, "here", 4, 0, false, WorkerStatus.Health.READY, null, List.of()),
                Duration.ofMinutes(1));
        return ((Claim.Claimed) jobs.claim(new JobId(job), worker, 3)).job();
    }

    private void ran(String job) {
        jobs.finish(new JobId(job), claimed(job).attempt(), JobStore.LastWords.NONE,
                new JobResult(new Verdict(JobStatus.SUCCEEDED, null, "Done."), null, List.of(), true));
    }

    @Test
    void showsWhatASessionIsFromItsFirstCellOn() {
        Browser browser = browser();
        String id = created(browser);
        Answer fresh = browser.get(SESSIONS + "/" + id).is(200);
        assertThat(fresh.at("status")).isEqualTo("parked");
        assertThat(fresh.at("runtime")).isEqualTo("python");
        assertThat(fresh.json().path("executionCount").asInt()).isZero();

        String job = submitted(browser, id);
        assertThat(browser.get(SESSIONS + "/" + id).at("status")).isEqualTo("busy");
        assertThat(browser.get(JOBS + "/" + job).at("sessionId")).isEqualTo(id);
        ran(job);

        Answer idle = browser.get(SESSIONS + "/" + id).is(200);
        assertThat(idle.at("status")).isEqualTo("idle");
        assertThat(idle.json().path("cells").toString())
                .isEqualTo("[{\"executionCount\":1,\"jobId\":\"" + job + "\",\"end\":\"SUCCEEDED\"}]");
        assertThat(browser.get(JOBS + "/" + job).json().path("executionCount").asInt()).isEqualTo(1);
        registry.leave(worker);
        assertThat(browser.get(SESSIONS + "/" + id).at("status")).isEqualTo("parked");
        assertThat(browser.get(SESSIONS).json().path("sessions").findValuesAsString("id")).containsExactly(id);
    }

    @Test
    void takesTheSessionsRuntimeLimitsAndFiles() {
        Browser browser = browser();
        Map<String, Object> wishes = Map.of("runtime", "base", "limits", Map.of("memory", "1g", "wallClockMs", 5000),
                "files", List.of(Map.of("name", "a.csv", "data", "MSwy")));
        Answer answer = browser.post(SESSIONS, wishes).is(201);
        assertThat(answer.json().path("files").path(0).path("name").asString()).isEqualTo("a.csv");
        assertThat(answer.json().path("files").path(0).path("size").asInt()).isEqualTo(3);

        Answer job = browser.get(JOBS + "/" + submitted(browser, answer.at("id"))).is(200);
        assertThat(job.at("runtime")).isEqualTo("base");
        assertThat(job.json().path("limits")).isEqualTo(answer.json().path("limits"));
        assertThat(job.json().path("limits").path("memoryBytes").asLong()).isEqualTo(1L << 30);
    }

    @Test
    void otherLimitsComeWithTheNextRestart() {
        Browser browser = browser();
        String id = created(browser);
        Answer changed = browser.patch(SESSIONS + "/" + id, Map.of("limits", Map.of("memory", "1g"))).is(200);
        assertThat(changed.json().path("limits").path("memoryBytes").asLong()).isEqualTo(512L << 20);
        assertThat(changed.json().path("nextLimits").path("memoryBytes").asLong()).isEqualTo(1L << 30);

        Answer restarted = browser.postRaw(SESSIONS + "/" + id + "/restart", "application/json", new byte[0]).is(200);
        assertThat(restarted.json().path("limits").path("memoryBytes").asLong()).isEqualTo(1L << 30);
        assertThat(restarted.json().path("nextLimits").isNull()).isTrue();
        assertThat(browser.post(SESSIONS + "/" + id + "/restart", Map.of("limits", Map.of("cpu", 1))).is(200).json()
                .path("limits").path("cpu").asDouble()).isEqualTo(1.0);
    }

    @Test
    void aRestartAndAnInterruptTellTheWorker() {
        Browser browser = browser();
        String id = created(browser);
        String running = submitted(browser, id);
        String waiting = submitted(browser, id);
        claimed(running);
        List<Signal> heard = new CopyOnWriteArrayList<>();
        try (Subscription _ = signals.subscribe(heard::add)) {
            browser.post(SESSIONS + "/" + id + "/interrupt", Map.of()).is(202);
            assertThat(browser.get(JOBS + "/" + running).at("cancelRequestedAt")).isNotEmpty();
            assertThat(browser.get(JOBS + "/" + waiting).at("status")).isEqualTo("QUEUED");
            browser.post(SESSIONS + "/" + id + "/restart", Map.of()).is(200);
            assertThat(browser.get(JOBS + "/" + waiting).at("status")).isEqualTo("CANCELLED");
            Awaitility.await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(heard).contains(new WorkerSignals.Stop(new JobId(running)),
                            new WorkerSignals.Changed(new SessionId(id))));
        }
        browser.post(SESSIONS + "/" + created(browser) + "/interrupt", Map.of()).is(200);
    }

    @Test
    void rewindsWhenNothingRuns() {
        Browser browser = browser();
        String id = created(browser);
        ran(submitted(browser, id));
        ran(submitted(browser, id));
        String waiting = submitted(browser, id);
        assertThat(browser.post(SESSIONS + "/" + id + "/rewind", Map.of("before", 2)).isProblem(409).at("detail"))
                .contains("runs or waits");
        ran(waiting);

        Answer back = browser.post(SESSIONS + "/" + id + "/rewind", Map.of("before", 2)).is(200);
        assertThat(back.json().path("executionCount").asInt()).isEqualTo(1);
        assertThat(back.json().path("cells").size()).isEqualTo(1);
        for (Object bad : List.of(0, 3, "two", List.of())) {
            browser.post(SESSIONS + "/" + id + "/rewind", Map.of("before", bad)).isProblemWith(400, "before");
        }
        browser.post(SESSIONS + "/" + id + "/rewind", Map.of()).isProblemWith(400, "before");
    }

    @Test
    void deletesASessionWithWhatWaits() {
        Browser browser = browser();
        String id = created(browser);
        String waiting = submitted(browser, id);
        browser.delete(SESSIONS + "/" + id).is(204);

        assertThat(browser.get(JOBS + "/" + waiting).at("status")).isEqualTo("CANCELLED");
        browser.get(SESSIONS + "/" + id).isProblem(404);
        browser.delete(SESSIONS + "/" + id).isProblem(404);
        browser.post(JOBS, Map.of("code", "1", "sessionId", id)).isProblem(404);
    }

    @Test
    void anOwnerHasSoManyAndNoMore() {
        Browser browser = browser();
        String first = created(browser);
        for (int i = 1; i < 5; i++) {
            created(browser);
        }
        ran(submitted(browser, first));
        String unused = browser.get(SESSIONS).json().path("sessions").path(0).path("id").asString();
        assertThat(unused).isNotEqualTo(first);
        assertThat(browser.post(SESSIONS, Map.of()).isProblem(409).at("detail")).contains("5 notebook sessions")
                .contains(unused);
        browser.delete(SESSIONS + "/" + unused).is(204);
        created(browser);
        created(browser());
    }

    @Test
    void whatIsAnothersDoesNotExist() {
        Browser owner = browser();
        String id = created(owner);
        Browser other = browser();
        for (String call : List.of("/restart", "/interrupt", "/rewind", "/complete", "/inspect")) {
            other.post(SESSIONS + "/" + id + call, Map.of()).isProblem(404);
        }
        for (String what : List.of("", "/variables", "/files", "/files/a.csv")) {
            other.get(SESSIONS + "/" + id + what).isProblem(404);
        }
        other.delete(SESSIONS + "/" + id).isProblem(404);
        other.delete(SESSIONS + "/" + id + "/files/a.csv").isProblem(404);
        other.patch(SESSIONS + "/" + id, Map.of("limits", Map.of())).isProblem(404);
        other.postRaw(SESSIONS + "/" + id + "/files?name=a", "application/octet-stream", new byte[1]).isProblem(404);
        other.post(JOBS, Map.of("code", "1", "sessionId", id)).isProblem(404);
        assertThat(other.get(SESSIONS).json().path("sessions").size()).isZero();
        owner.get(SESSIONS + "/" + id).is(200);
    }
}
