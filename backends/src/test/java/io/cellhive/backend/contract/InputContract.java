package io.cellhive.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.model.event.Event;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.GivenInput;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.PendingInput;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.output.Output;
import io.cellhive.port.EventLog;
import io.cellhive.port.JobStore;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every job store must do with a program's questions. */
public abstract class InputContract {
    protected abstract JobStore store();

    protected abstract EventLog log();

    private JobId running() {
        Job job = Samples.aJob(OwnerId.create());
        store().submit(job, null);
        store().claim(job.id(), WorkerId.create(), 9);
        return job.id();
    }

    private Job job(JobId id) {
        return store().find(id).orElseThrow();
    }

    @Test
    void aQuestionStandsInTheJobAndItsLogUntilItIsAnswered() {
        JobId id = running();
        assertThat(store().ask(id, 1, "Your \"name\"? ğ", false)).contains(1);
        assertThat(store().ask(id, 1, "Your \"name\"? ğ", false)).contains(1);
        assertThat(job(id).input()).isNotNull().extracting(PendingInput::number, PendingInput::prompt,
                PendingInput::password).containsExactly(1, "Your \"name\"? ğ", false);
        assertThat(store().takeAnswer(id, 1, 1)).isEmpty();

        Job answered = store().answer(id, 1, "A\u0000da\n\"").job();
        assertThat(answered).isEqualTo(job(id));
        assertThat(job(id).input()).isNull();
        assertThat(job(id).inputs()).containsExactly(new GivenInput(1, "A\u0000da\n\""));
        assertThat(store().takeAnswer(id, 1, 1)).contains("A\u0000da\n\"");
        assertThat(store().takeAnswer(id, 1, 1)).contains("A\u0000da\n\"");

        assertThat(log().read(id, 2, 9)).satisfiesExactly(
                asked -> assertThat(asked).isInstanceOfSatisfying(Event.InputRequested.class,
                        event -> assertThat(event).extracting(Event.InputRequested::number,
                                Event.InputRequested::prompt).containsExactly(1, "Your \"name\"? ğ")),
                given -> assertThat(given).isInstanceOfSatisfying(Event.InputGiven.class,
                        event -> assertThat(event.value()).isEqualTo("A\u0000da\n\"")));
        assertThat(log().append(id, 1, 0, List.of(Event.Shown.now(1, new Output.Stream("stdout", "Hi"))))).isTrue();
        assertThat(job(id).lastSeq()).isEqualTo(5);
    }

    @Test
    void answersOnlyTheOpenQuestion() {
        JobId id = running();
        assertThat(store().answer(id, 1, "early").done()).isFalse();
        store().ask(id, 1, "?", false);
        assertThat(store().answer(id, 2, "other").done()).isFalse();
        assertThat(store().answer(id, 1, "").done()).isTrue();
        assertThat(store().answer(id, 1, "twice").done()).isFalse();
        assertThat(store().takeAnswer(id, 1, 1)).contains("");
        assertThat(store().ask(id, 1, "?", false)).contains(2);
        assertThat(store().takeAnswer(id, 1, 1)).isEmpty();
        assertThat(store().answer(JobId.create(), 1, "?").job()).isNull();
    }

    @Test
    void aPasswordIsNeverKept() {
        JobId id = running();
        store().ask(id, 1, "Password: ", true);
        store().answer(id, 1, "secret");
        assertThat(store().takeAnswer(id, 1, 1)).contains("secret");
        assertThat(job(id).inputs()).containsExactly(new GivenInput(1, null));
        assertThat(log().read(id, 0, 9)).noneMatch(event -> event.toString().contains("secret"));

        store().finish(id, 1, JobStore.LastWords.NONE,
                new JobResult(new Verdict(JobStatus.SUCCEEDED, null, "."), null, List.of()));
        assertThat(store().takeAnswer(id, 1, 1)).isEmpty();
    }

    @Test
    void aNewAttemptStartsWithoutQuestionsAndAnswers() {
        JobId id = running();
        store().ask(id, 1, "?", false);
        store().answer(id, 1, "one");
        store().ask(id, 1, "?", false);
        store().claim(id, WorkerId.create(), 9);

        assertThat(job(id)).extracting(Job::attempt, Job::input, Job::inputs).containsExactly(2, null, List.of());
        assertThat(store().ask(id, 1, "late", false)).isEmpty();
        assertThat(store().takeAnswer(id, 2, 1)).isEmpty();
        assertThat(store().ask(id, 2, "?", false)).contains(1);
    }

    @Test
    void anEndedJobAsksNothing() {
        JobId id = running();
        store().ask(id, 1, "?", false);
        store().finish(id, 1, JobStore.LastWords.NONE,
                new JobResult(new Verdict(JobStatus.SUCCEEDED, null, "."), null, List.of()));

        assertThat(job(id).input()).isNull();
        assertThat(store().answer(id, 1, "late").done()).isFalse();
    }
}
