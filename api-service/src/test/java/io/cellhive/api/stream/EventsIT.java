package io.cellhive.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.api.Answer;
import io.cellhive.api.Browser;
import io.cellhive.api.RunningApi;
import io.cellhive.model.event.Event;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.output.Output;
import io.cellhive.port.EventLog;
import io.cellhive.port.JobStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The long poll: waits for the next event and no longer. */
class EventsIT extends RunningApi {
    @Autowired
    JobStore store;
    @Autowired
    EventLog log;

    private static CompletableFuture<Answer> ask(Browser browser, String id, long after, int waitMs) {
        return CompletableFuture.supplyAsync(
                () -> browser.get("/api/v1/jobs/" + id + "/events?after=" + after + "&waitMs=" + waitMs));
    }

    private static Answer answered(CompletableFuture<Answer> answer) {
        return answer.orTimeout(20, TimeUnit.SECONDS).join().is(200);
    }

    @Test
    void returnsAsSoonAsTheProgramShowsSomething() {
        Browser browser = browser();
        String id = browser.submit();
        Job job = ((JobStore.Claim.Claimed) store.claim(new JobId(id), WorkerId.create(), 3)).job();
        CompletableFuture<Answer> waiting = ask(browser, id, 2, 30_000);

        assertThat(waiting).isNotDone();
        log.append(job.id(), job.attempt(), 0,
                List.of(Event.Shown.now(job.attempt(), new Output.Stream("stdout", "1\n"))));

        Answer answer = answered(waiting);
        assertThat(answer.json().path("events").findValuesAsString("text")).containsExactly("1\n");
        assertThat(answer.json().path("lastSeq").asInt()).isEqualTo(3);
        assertThat(answer.json().path("done").asBoolean()).isFalse();
    }

    @Test
    void returnsAsSoonAsTheJobEndsAndSaysThatNothingFollows() {
        Browser browser = browser();
        String id = browser.submit();
        Job job = ((JobStore.Claim.Claimed) store.claim(new JobId(id), WorkerId.create(), 3)).job();
        CompletableFuture<Answer> waiting = ask(browser, id, 2, 30_000);

        store.finish(job.id(), 1, JobStore.LastWords.NONE,
                new JobResult(new Verdict(JobStatus.TIMED_OUT, null, "Too long."), null, List.of()));

        Answer answer = answered(waiting);
        assertThat(answer.json().path("events").path(0).path("status").asString()).isEqualTo("TIMED_OUT");
        assertThat(answer.json().path("done").asBoolean()).isTrue();
    }

    @Test
    void doesNotWaitForMoreOfAJobThatHasEnded() {
        Browser browser = browser();
        String id = browser.submit();
        store.cancel(new JobId(id), new Verdict(JobStatus.CANCELLED, null, "You stopped this run."));

        Answer answer = answered(ask(browser, id, 2, 30_000));

        assertThat(answer.text()).isEqualTo("{\"events\":[],\"lastSeq\":2,\"done\":true}");
    }

    @Test
    void returnsEmptyHandedWhenTheTimeIsOver() {
        Browser browser = browser();
        String id = browser.submit();

        long start = System.nanoTime();
        Answer answer = answered(ask(browser, id, 1, 300));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(300),
                Duration.ofSeconds(10));
        assertThat(answer.text()).isEqualTo("{\"events\":[],\"lastSeq\":1,\"done\":false}");
    }

    @Test
    void aPageThatReadsAgainFromZeroSeesTheSame() {
        Browser browser = browser();
        String id = browser.submit();

        Answer first = browser.get("/api/v1/jobs/" + id + "/events").is(200);

        assertThat(first.json().path("events").path(0).path("status").asString()).isEqualTo("QUEUED");
        assertThat(browser.get("/api/v1/jobs/" + id + "/events?after=0&waitMs=30000").text()).isEqualTo(first.text());
        assertThat(browser.get("/api/v1/jobs/" + id + "/events?after=99").json().path("events").size()).isZero();
    }
}
