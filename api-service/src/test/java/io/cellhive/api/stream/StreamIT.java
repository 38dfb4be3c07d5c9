package io.cellhive.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.api.Browser;
import io.cellhive.api.RunningApi;
import io.cellhive.model.event.Event;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.json.CellhiveJson;
import io.cellhive.model.output.Output;
import io.cellhive.port.EventLog;
import io.cellhive.port.JobStore;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** One socket per page, any number of jobs on it, each from where the page stopped. */
class StreamIT extends RunningApi {
    private static final String PONG = "{\"type\":\"pong\"}";
    private final Heard heard = new Heard();
    private final List<WebSocket> sockets = new ArrayList<>();
    @Autowired
    JobStore store;
    @Autowired
    EventLog log;

    private static final class Heard implements WebSocket.Listener {
        private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                frames.add(part.toString());
                part.setLength(0);
            }
            return WebSocket.Listener.super.onText(socket, data, last);
        }

        String next() throws InterruptedException {
            String frame = frames.poll(20, TimeUnit.SECONDS);
            assertThat(frame).as("a frame within 20 s").isNotNull();
            return frame;
        }
    }

    @AfterEach
    void hangUp() {
        sockets.forEach(WebSocket::abort);
    }

    private WebSocket open(Browser browser) {
        WebSocket socket = browser.stream(heard);
        sockets.add(socket);
        return socket;
    }

    private static void follow(WebSocket socket, String id, long after) {
        socket.sendText("{\"type\":\"follow\",\"jobId\":\"" + id + "\",\"after\":" + after + "}", true).join();
    }

    private Job claimed(String id) {
        return ((JobStore.Claim.Claimed) store.claim(new JobId(id), WorkerId.create(), 3)).job();
    }

    private void print(Job job, String text, int after) {
        log.append(job.id(), job.attempt(), after,
                List.of(Event.Shown.now(job.attempt(), new Output.Stream("stdout", text))));
    }

    private void end(Job job) {
        store.finish(job.id(), job.attempt(), JobStore.LastWords.NONE,
                new JobResult(new Verdict(JobStatus.SUCCEEDED, null, "Done."), null, List.of()));
    }

    /** Reads until every followed job has ended; each frame as "which job, which event or end". */
    private List<String> untilEnds(String... ids) throws InterruptedException {
        List<String> seen = new ArrayList<>();
        for (int ends = 0; ends < ids.length;) {
            JsonNode frame = CellhiveJson.mapper().readTree(heard.next());
            int who = List.of(ids).indexOf(frame.path("jobId").asString());
            boolean over = frame.path("type").asString().equals("end");
            seen.add(who + ":" + (over
                    ? "end " + frame.path("lastSeq").asInt()
                    : String.valueOf(frame.path("event").path("seq").asInt())));
            ends += over ? 1 : 0;
        }
        return seen;
    }

    @Test
    void followsTwoJobsToTheirEndsWithoutGapOrRepeat() throws InterruptedException {
        Browser browser = browser();
        String one = browser.submit();
        String two = browser.submit();
        WebSocket socket = open(browser);
        follow(socket, one, 0);
        follow(socket, two, 0);

        Job first = claimed(one);
        Job second = claimed(two);
        for (int i = 0; i < 3; i++) {
            print(first, "one", i);
            print(second, "two", i);
        }
        end(first);
        end(second);

        List<String> seen = untilEnds(one, two);
        assertThat(seen.stream().filter(it -> it.startsWith("0"))).containsExactly("0:1", "0:2", "0:3", "0:4", "0:5",
                "0:6", "0:end 6");
        assertThat(seen.stream().filter(it -> it.startsWith("1"))).containsExactly("1:1", "1:2", "1:3", "1:4", "1:5",
                "1:6", "1:end 6");
    }

    @Test
    void aPageMayFollowAnyNumberOfJobsOneAfterTheOther() throws InterruptedException {
        Browser browser = browser();
        String id = browser.submit();
        WebSocket socket = open(browser);
        for (int i = 0; i <= 500; i++, id = browser.submit()) {
            end(claimed(id));
            follow(socket, id, 3);
            assertThat(heard.next()).startsWith("{\"type\":\"end\"").contains(id);
        }
    }

    @Test
    void continuesAfterTheLastEventThatThePageHasSeen() throws InterruptedException {
        Browser browser = browser();
        String id = browser.submit();
        Job job = claimed(id);
        print(job, "a", 0);
        print(job, "b", 1);
        end(job);

        follow(open(browser), id, 3);

        assertThat(untilEnds(id)).containsExactly("0:4", "0:5", "0:end 5");
    }

    @Test
    void sendsNothingMoreOfAJobThatIsNotFollowedAnyMore() throws InterruptedException {
        Browser browser = browser();
        String id = browser.submit();
        WebSocket socket = open(browser);
        follow(socket, id, 0);
        assertThat(heard.next()).contains("QUEUED");

        socket.sendText("{\"type\":\"unfollow\",\"jobId\":\"" + id + "\"}", true).join();
        socket.sendText("{\"type\":\"ping\"}", true).join();
        assertThat(heard.next()).isEqualTo(PONG);
        end(claimed(id));
        socket.sendText("{\"type\":\"ping\"}", true).join();

        assertThat(heard.next()).isEqualTo(PONG);
    }

    @Test
    void saysThatAnothersJobOrAnUnknownOneIsNotThere() throws InterruptedException {
        String anothers = browser().submit();
        WebSocket socket = open(browser());

        for (String id : List.of(anothers, JobId.create().value())) {
            follow(socket, id, 0);
            JsonNode problem = CellhiveJson.mapper().readTree(heard.next());
            assertThat(problem.path("type").asString()).isEqualTo("problem");
            assertThat(problem.path("jobId").asString()).isEqualTo(id);
            assertThat(problem.path("problem").path("status").asInt()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "5", "{}", "{\"type\":\"dance\"}", "{\"type\":\"follow\"}",
            "{\"type\":\"follow\",\"jobId\":\"x\"}", "{\"type\":\"follow\",\"jobId\":{}}",
            "{\"type\":\"unfollow\",\"jobId\":\"x\"}", "{\"type\":\"submit\",\"job\":{\"code\":\"1\"}}",
            "{\"type\":\"submit\",\"request\":\"a\"}", "{\"type\":\"submit\",\"request\":\"a\",\"job\":null}",
            "{\"type\":\"ping\",\"extra\":1}",
            "{\"type\":\"follow\",\"jobId\":\"job_00000000000000000000000000000000\",\"after\":\"x\"}"})
    void nonsenseIsAProblemAndTheSocketLives(String message) throws InterruptedException {
        WebSocket socket = open(browser());

        socket.sendText(message, true).join();
        socket.sendText("{\"type\":\"ping\"}", true).join();

        assertThat(heard.next()).contains("\"type\":\"problem\"", "\"status\":400");
        assertThat(heard.next()).isEqualTo(PONG);
    }

    private JsonNode submitted(WebSocket socket, Map<String, Object> message) throws InterruptedException {
        socket.sendText(CellhiveJson.write(message), true).join();
        return CellhiveJson.mapper().readTree(heard.next());
    }

    private static Map<String, Object> submit(String request, Object job) {
        return Map.of("type", "submit", "request", request, "key", "once", "job", job);
    }

    @Test
    void takesAJobAsTheHttpDoorDoes() throws InterruptedException {
        Browser browser = browser();
        browser.get("/api/v1/limits").is(200);
        WebSocket socket = open(browser);

        JsonNode answer = submitted(socket, submit("first", Map.of("code", "print(1)", "cell", 7)));
        assertThat(answer.path("type").asString()).isEqualTo("submitted");
        assertThat(answer.path("request").asString()).isEqualTo("first");
        assertThat(answer.path("job").path("status").asString()).isEqualTo("QUEUED");
        assertThat(answer.path("job").path("cell").asInt()).isEqualTo(7);
        String id = answer.path("job").path("id").asString();
        assertThat(browser.get("/api/v1/jobs/" + id).is(200).at("status")).isEqualTo("QUEUED");
        browser().get("/api/v1/jobs/" + id).is(404);

        follow(socket, id, 0);
        end(claimed(id));
        assertThat(untilEnds(id)).containsExactly("0:1", "0:2", "0:3", "0:end 3");
    }

    @Test
    void aSubmitSaidTwiceIsOneJobByWhicheverDoor() throws InterruptedException {
        Browser browser = browser();
        browser.get("/api/v1/limits").is(200);
        WebSocket socket = open(browser);
        Map<String, Object> job = Map.of("code", "print(2)");

        String id = submitted(socket, submit("one", job)).path("job").path("id").asString();

        assertThat(submitted(socket, submit("two", job)).path("job").path("id").asString()).isEqualTo(id);
        assertThat(browser.postWith("Idempotency-Key", "once", "/api/v1/jobs", job).is(200).at("id")).isEqualTo(id);
        JsonNode other = submitted(socket, submit("three", Map.of("code", "print(3)")));
        assertThat(other.path("request").asString()).isEqualTo("three");
        assertThat(other.path("problem").path("status").asInt()).isEqualTo(422);
    }

    static Stream<Arguments> badSubmits() {
        return Stream.of(Arguments.of(Map.of(), 400, "code"), Arguments.of("print(1)", 400, "body"),
                Arguments.of(Map.of("code", "1", "colour", "red"), 400, "colour"),
                Arguments.of(Map.of("code", "1", "limits", Map.of("memory", List.of())), 400, "limits.memory"),
                Arguments.of(Map.of("code", "1", "runtime", "cobol"), 400, "runtime"),
                Arguments.of(Map.of("code", "1", "cell", 0), 400, "cell"),
                Arguments.of(Map.of("code", "1", "sessionId", "ses_00000000000000000000000000000000"), 404, null));
    }

    @ParameterizedTest
    @MethodSource("badSubmits")
    void aBadSubmitIsAProblemThatNamesTheFieldAndTheRequest(Object job, int status, @Nullable String field)
            throws InterruptedException {
        JsonNode answer = submitted(open(browser()), submit("mine", job));

        assertThat(answer.path("type").asString()).isEqualTo("problem");
        assertThat(answer.path("request").asString()).isEqualTo("mine");
        assertThat(answer.path("problem").path("status").asInt()).isEqualTo(status);
        assertThat(answer.path("problem").path("errors").path(0).path("field").asString(null)).isEqualTo(field);
    }

    @Test
    void aMessageMayComeInPiecesAndOneTooLongIsRefused() throws InterruptedException {
        WebSocket socket = open(browser());
        String whole = CellhiveJson.write(submit("long", Map.of("code", "#" + "x".repeat(200_000))));
        for (int at = 0; at < whole.length(); at += 30_000) {
            int end = Math.min(whole.length(), at + 30_000);
            socket.sendText(whole.substring(at, end), end == whole.length()).join();
        }
        assertThat(heard.next()).contains("\"type\":\"submitted\"", "\"request\":\"long\"");

        JsonNode refused = submitted(socket, submit("longer", Map.of("code", "#" + "x".repeat(300_000))));
        assertThat(refused.path("problem").path("status").asInt()).isEqualTo(413);
        socket.sendText("{\"type\":\"ping\"}", true).join();
        assertThat(heard.next()).isEqualTo(PONG);
    }
}
