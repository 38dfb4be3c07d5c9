package io.cellhive.api.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.api.Answer;
import io.cellhive.api.Browser;
import io.cellhive.api.RunningApi;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.output.Output;
import io.cellhive.model.worker.WorkerStatus;
import io.cellhive.port.EventLog;
import io.cellhive.port.JobStore;
import io.cellhive.port.WorkerRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** The compatibility door, with the test in the worker's place. */
@TestPropertySource(properties = {"DEFAULT_MEM=300m", "DEFAULT_CPU=0.75", "MAX_MEM=1g", "MAX_CPU=1.5",
        "PY_IMAGE=school/python:1"})
class ExecuteIT extends RunningApi {
    @Autowired
    private JobStore store;
    @Autowired
    private EventLog log;
    @Autowired
    private WorkerRegistry workers;

    /** Posts, ends the job as a worker would, and gives the answer with the job that it was. */
    private Map.Entry<Answer, Job> execute(Map<String, Object> request) {
        Browser browser = browser();
        browser.get("/api/v1/limits").is(200);
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> browser.post("/execute", request));
        JobId id = new JobId(await().atMost(Duration.ofSeconds(10)).until(
                () -> browser.get("/api/v1/jobs").json().path("jobs").path(0).path("id").asString(""),
                text -> !text.isEmpty()));
        store.claim(id, WorkerId.create(), 3);
        log.append(id, 1, 0, List.of(new Output.Stream("stdout", "seen\n")));
        Job job = store.finish(id, 1, new JobResult(new Verdict(JobStatus.SUCCEEDED, null, "."), null, List.of()))
                .job();
        return Map.entry(answer.join(), job);
    }

    @ParameterizedTest
    @CsvSource({"256m, 0.25, 268435456, 0.25", "1g, 1.0, 1073741824, 1.0", "2g, 2.0, 1073741824, 1.5",
            "9999g, 64, 1073741824, 1.5", "nonsense, fast, 314572800, 0.75", "-1m, -1, 314572800, 0.75",
            "1k, 0, 314572800, 0.75", "'', '', 314572800, 0.75", "300m, NaN, 314572800, 0.75"})
    void takesPresetsCapsWhatIsTooMuchAndPutsTheDefaultForNonsense(String mem, String cpu, long bytes, double cores) {
        Job job = execute(Map.of("code", "1", "mem", mem, "cpu", cpu)).getValue();

        assertThat(job.spec().limits().memoryBytes()).isEqualTo(bytes);
        assertThat(job.spec().limits().cpu()).isEqualTo(cores);
    }

    @Test
    void anUnknownRuntimeRunsInPyImageAndAKnownOneInItsOwn() {
        assertThat(execute(Map.of("code", "1", "runtime", "cobol")).getValue().spec().image())
                .isEqualTo("school/python:1");
        assertThat(execute(Map.of("code", "1", "runtime", "base")).getValue().spec().image()).isNull();
    }

    @Test
    void answersWithTheTextsThatOldClientsKnow() {
        Answer answer = execute(Map.of("code", "1")).getKey().is(200);

        assertThat(answer.at("output")).startsWith("seen\nDuration: ").endsWith(" seconds");
        assertThat(answer.at("error")).isEmpty();
        assertThat(answer.json().path("images").size()).isZero();
    }

    @Test
    void saysTheSentenceThatUsersKnowWhenDockerIsDown() {
        WorkerId id = WorkerId.create();
        workers.heartbeat(new WorkerStatus(id, "here", 4, 0, WorkerStatus.Health.DOCKER_DOWN, "down", List.of()),
                Duration.ofMinutes(1));
        try {
            assertThat(browser().post("/execute", Map.of("code", "1")).is(503).at("error"))
                    .isEqualTo("Docker is not running. Please start Docker Desktop.");
        } finally {
            workers.leave(id);
        }
    }
}
