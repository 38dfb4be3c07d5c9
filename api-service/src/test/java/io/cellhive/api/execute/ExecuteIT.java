package io.cellhive.api.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.api.Answer;
import io.cellhive.api.Browser;
import io.cellhive.api.RunningApi;
import io.cellhive.model.event.Event;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.FailureReason;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.limits.ResourceUsage;
import io.cellhive.model.output.Output;
import io.cellhive.model.worker.WorkerStatus;
import io.cellhive.port.JobStore;
import io.cellhive.port.WorkerRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** The compatibility door: settings under their old names, nonsense means the default, and the texts users know. */
@TestPropertySource(properties = {"DEFAULT_MEM=300m", "DEFAULT_CPU=0.75", "MAX_MEM=1g", "MAX_CPU=1.5",
        "PY_IMAGE=registry.example/own:1"})
class ExecuteIT extends RunningApi {
    /** What the catalogue knows of the workers may be a second old. */
    private static final Duration KNOWN_LATER = Duration.ofMillis(1_100);
    private static final Verdict DONE = new Verdict(JobStatus.SUCCEEDED, null, "Done.");
    private static final ResourceUsage USAGE = new ResourceUsage(420, 1, 1, 1, 1, null);
    @Autowired
    JobStore store;
    @Autowired
    WorkerRegistry workers;

    private record Run(Job job, Answer answer) {}

    /** Plays the worker: takes the one job that comes, shows the outputs and ends it. */
    private Run run(Map<String, Object> request, Verdict verdict, Output... outputs) {
        Browser browser = browser();
        browser.get("/api/v1/jobs");
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> browser.post("/execute", request));
        String id = await().atMost(Duration.ofSeconds(20)).until(
                () -> browser.get("/api/v1/jobs").json().path("jobs").path(0).path("id").asString(""),
                found -> !found.isEmpty());
        Job job = ((JobStore.Claim.Claimed) store.claim(new JobId(id), WorkerId.create(), 3)).job();
        List<Event.Shown> shown = Stream.of(outputs).map(output -> Event.Shown.now(job.attempt(), output)).toList();
        store.finish(job.id(), job.attempt(), new JobStore.LastWords(0, shown),
                new JobResult(verdict, USAGE, List.of()));
        return new Run(job, answer.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join());
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,     -,    300, 0.75
            256m,  0.25, 256, 0.25
            512m,  0.5,  512, 0.5
            1g,    1.0, 1024, 1.0
            2g,    2.0, 1024, 1.5
            768M,  1.25, 768, 1.25
            lots,  many, 300, 0.75
            -1,    -1,   300, 0.75
            0,     0,    300, 0.75
            1k,    NaN,  300, 0.75
            999g,  1e9, 1024, 1.5
            '',    '',   300, 0.75
            """)
    void turnsWishesIntoLimits(String mem, String cpu, long megabytes, double cores) {
        Map<String, Object> request = new HashMap<>(Map.of("code", "1"));
        request.put("mem", mem);
        request.put("cpu", cpu);

        Job job = run(request, DONE).job();

        assertThat(job.spec().limits().memoryBytes()).isEqualTo(megabytes << 20);
        assertThat(job.spec().limits().cpu()).isEqualTo(cores);
    }

    @Test
    void takesNumbersAndForgivesOtherTypes() {
        assertThat(run(Map.of("code", "1", "mem", 268435456, "cpu", 1), DONE).job().spec().limits())
                .satisfies(limits -> assertThat(limits.memoryBytes()).isEqualTo(256L << 20))
                .satisfies(limits -> assertThat(limits.cpu()).isEqualTo(1.0));
        assertThat(run(Map.of("code", "1", "mem", List.of(1), "cpu", true), DONE).job().spec().limits().memoryBytes())
                .isEqualTo(300L << 20);
    }

    @Test
    void anUnknownRuntimeRunsInTheImageOfPyImage() {
        assertThat(run(Map.of("code", "1", "runtime", "cobol"), DONE).job().spec().image())
                .isEqualTo("registry.example/own:1");
        assertThat(run(Map.of("code", "1", "runtime", "ml"), DONE).job().spec())
                .satisfies(spec -> assertThat(spec.image()).isNull())
                .satisfies(spec -> assertThat(spec.runtime().value()).isEqualTo("ml"));
    }

    @Test
    void saysTheTextsUsersKnow() {
        assertThat(run(Map.of("code", ""), DONE).answer().is(200).json().toString())
                .isEqualTo(
                        "{\"output\":\"Cell ran successfully.\\nDuration: 0.42 seconds\",\"error\":\"\",\"images\":[]}");
        Answer printed = run(Map.of("code", "1"), DONE, new Output.Stream("stdout", "1\n"),
                new Output.DisplayData(Map.of("image/png", "QUJD\n"), Map.of(), null)).answer().is(200);
        assertThat(printed.json().toString())
                .isEqualTo("{\"output\":\"1\\nDuration: 0.42 seconds\",\"error\":\"\",\"images\":[\"QUJD\"]}");
    }

    @Test
    void saysWhyCodeFailedAndKeepsWhatItPrinted() {
        Verdict error = Verdict.failed(FailureReason.USER_ERROR, "NameError: x");
        Answer failed = run(Map.of("code", "x"), error, new Output.Stream("stdout", "before\n"),
                new Output.ErrorOutput("NameError", "x", List.of("Cell 1, line 1", "NameError: x"), 1)).answer()
                .is(200);
        assertThat(failed.at("output")).isEqualTo("before");
        assertThat(failed.at("error")).isEqualTo("Code execution failed.\nCell 1, line 1\nNameError: x");

        Answer late = run(Map.of("code", "x"), new Verdict(JobStatus.TIMED_OUT, null, "Too long.")).answer().is(200);
        assertThat(late.at("error")).isEqualTo("Code execution failed.\nToo long.");
    }

    @Test
    void saysThatDockerIsNotRunning() throws InterruptedException {
        WorkerId id = WorkerId.create();
        workers.heartbeat(
                new WorkerStatus(id, "here", 4, 0, false, WorkerStatus.Health.DOCKER_DOWN, "Docker is not running.",
                        List.of()),
                Duration.ofMinutes(1));
        try {
            Thread.sleep(KNOWN_LATER);
            Answer answer = browser().post("/execute", Map.of("code", "1")).is(503);

            assertThat(answer.at("error")).isEqualTo("Docker is not running. Please start Docker Desktop.");
            assertThat(browser().get("/api/v1/runtimes").is(200).json().at("/runtimes/0/reason").asString())
                    .isEqualTo("No worker can run anything right now; they try again by themselves.");
        } finally {
            workers.leave(id);
            Thread.sleep(KNOWN_LATER);
        }
    }
}
