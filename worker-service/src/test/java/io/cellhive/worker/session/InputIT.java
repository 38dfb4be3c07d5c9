package io.cellhive.worker.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.model.event.Event;
import io.cellhive.model.id.JobId;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.model.session.Session;
import io.cellhive.port.WorkerSignals;
import io.cellhive.worker.RunningSessions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Programs that ask their reader something. */
@TestPropertySource(properties = {"cellhive.session.input-wait=8s", "cellhive.worker.slots=2"})
class InputIT extends RunningSessions {
    private void untilAsked(JobId id) {
        await().atMost(SOON).until(() -> find(id).input() != null);
    }

    private void answer(JobId id, String value) {
        untilAsked(id);
        assertThat(store.answer(id, find(id).input().number(), value).done()).isTrue();
        signals.send(new WorkerSignals.Answered(id));
    }

    @Test
    void aCellAsksAndGoesOnWithTheAnswer() {
        Session session = session();
        JobId id = start(session, "name = input('Who? ')\nage = input()\nprint(name, age)");

        answer(id, "Ada");
        await().atMost(SOON).until(() -> find(id).input() != null && find(id).input().number() == 2);
        answer(id, "36");

        assertThat(ended(id).status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(text(id)).endsWith("Ada 36\n");
        List<Event> events = log.read(id, 0, 100);
        assertThat(events).filteredOn(Event.InputRequested.class::isInstance).hasSize(2);
        assertThat(events).filteredOn(Event.InputGiven.class::isInstance).hasSize(2);
    }

    @Test
    void anAnswerIsGivenAgainWhenTheStateIsRebuilt() {
        Session session = session();
        JobId id = start(session, "name = input('Who? ')");
        answer(id, "Ada");
        ended(id);

        killContainers();

        assertThat(said(session, "print(name)")).isEqualTo("Ada");
    }

    @Test
    void aPasswordIsNeitherShownNorKept() {
        Session session = session();
        JobId id = start(session, "from getpass import getpass\nprint(len(getpass('Secret: ')))");

        answer(id, "hunter2");

        assertThat(ended(id).status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(text(id)).endsWith("7\n");
        assertThat(log.read(id, 0, 100).toString()).doesNotContain("hunter2");
    }

    @Test
    void waitingProgramsLeaveTheirSlotsToOthers() {
        List<JobId> waiting = Stream.of(start(session(), "input()"), start(session(), "input()"),
                submit("print(input())", ROOM), submit("print(input())", ROOM)).toList();
        waiting.forEach(this::untilAsked);

        assertThat(printed("print('free')")).isEqualTo("free");

        waiting.forEach(id -> answer(id, "on"));
        assertThat(waiting).allSatisfy(id -> assertThat(ended(id).status()).isEqualTo(JobStatus.SUCCEEDED));
    }

    @Test
    void whoComputesBesideAQuestionUsesItsTimeUp() {
        ResourceLimits twoSeconds = new ResourceLimits(256 << 20, 1.0, 2_000, 50, 100_000, 16 << 20);
        JobId id = submit("""
                import threading
                def spin():
                    while True:
                        pass
                threading.Thread(target=spin, daemon=True).start()
                input('Anybody? ')
                """, twoSeconds);

        Job job = ended(id);

        assertThat(job.status()).isEqualTo(JobStatus.TIMED_OUT);
        assertThat(job.verdict().message()).doesNotContain("answered").contains("2 seconds");
    }

    @Test
    void aQuestionThatNobodyAnswersEndsTheCellAndKeepsTheState() {
        Session session = session();
        JobId id = start(session, "before = 1\ninput('Anybody? ')");

        Job job = ended(id);

        assertThat(job.status()).isEqualTo(JobStatus.TIMED_OUT);
        assertThat(job.verdict().message())
                .isEqualTo("Nobody answered your program's question within 8 seconds, so it was stopped.");
        assertThat(said(session, "print(before)")).isEqualTo("1");
    }

    @Test
    void aProgramThatWaitsForAnAnswerCanBeStopped() {
        Session session = session();
        JobId id = start(session, "before = 1\ninput('Anybody? ')");
        untilAsked(id);

        stop(id);

        assertThat(ended(id).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(find(id).input()).isNull();
        assertThat(said(session, "print(before)")).isEqualTo("1");
    }
}
