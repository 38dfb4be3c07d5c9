package io.cellhive.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cellhive.model.event.Event;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.output.Output;
import io.cellhive.model.session.CellNote;
import io.cellhive.model.session.RestoreCause;
import io.cellhive.model.session.Variable;
import io.cellhive.port.EventLog;
import io.cellhive.port.JobStore;
import io.cellhive.port.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every event log must do. */
public abstract class EventLogContract {
    private static final JobResult DONE = new JobResult(new Verdict(JobStatus.SUCCEEDED, null, "Done."), null,
            List.of());

    protected abstract JobStore store();

    protected abstract EventLog log();

    private JobId running() {
        Job job = Samples.aJob(OwnerId.create());
        store().submit(job, null);
        store().claim(job.id(), WorkerId.create(), 3);
        return job.id();
    }

    private static Event.Told text(String text) {
        return Event.Shown.now(1, new Output.Stream("stdout", text));
    }

    @Test
    void numbersWithoutGapsAndReadsInPages() {
        JobId id = running();
        IntStream.range(0, 10).forEach(i -> log().append(id, 1, 2L * i, List.of(text("a" + i), text("b" + i))));

        List<Event> all = log().read(id, 0, 100);
        assertThat(all).extracting(Event::seq).containsExactlyElementsOf(
                IntStream.rangeClosed(1, 22).mapToObj(Long::valueOf).toList());
        assertThat(log().read(id, 5, 3)).isEqualTo(all.subList(5, 8));
        assertThat(log().read(id, 22, 3)).isEmpty();
        assertThat(log().read(JobId.create(), 0, 3)).isEmpty();
    }

    @Test
    void aRepeatedAppendIsHarmlessAndAGapIsRefused() {
        JobId id = running();
        List<Event.Told> two = List.of(text("a"), text("b"));
        assertThat(log().append(id, 1, 0, two)).isTrue();
        assertThat(log().append(id, 1, 0, two)).isTrue();
        assertThat(log().read(id, 2, 9)).hasSize(2);
        assertThatThrownBy(() -> log().append(id, 1, 3, two)).isInstanceOf(IllegalStateException.class);

        store().claim(id, WorkerId.create(), 3);
        assertThat(log().append(id, 2, 0, two)).isTrue();
        assertThat(log().read(id, 5, 9)).hasSize(2);
    }

    @Test
    void keepsWhatAWorkerSaysInOneSequenceWithTheOutputs() {
        JobId id = running();
        Instant now = Instant.parse("2026-11-02T08:00:00Z");
        Event.Told restored = new Event.SessionRestored(0, now, 1, RestoreCause.PARKED, 2,
                List.of(new CellNote(1, "NameError: \"x\"")), List.of());
        Event.Told defined = new Event.VariablesDefined(0, now, 1,
                List.of(new Variable("ğ", "list", null, 3L, "[1, 2]", 88L, Variable.Change.ADDED)));

        assertThat(log().append(id, 1, 0, List.of(restored))).isTrue();
        assertThat(log().append(id, 1, 1, List.of(text("a")))).isTrue();
        assertThat(log().append(id, 1, 2, List.of(defined))).isTrue();
        assertThat(log().append(id, 1, 2, List.of(defined))).isTrue();
        assertThat(log().read(id, 2, 9)).hasSize(3).first().isEqualTo(restored.numbered(3));
        assertThat(log().read(id, 4, 9)).containsExactly(defined.numbered(5));

        store().claim(id, WorkerId.create(), 3);
        assertThat(log().append(id, 1, 3, List.of(defined))).isFalse();
    }

    @Test
    void lastWordsComeBeforeTheEndOrNotAtAll() {
        JobId id = running();
        Event.Told first = text("a");
        log().append(id, 1, 0, List.of(first));
        JobStore.LastWords last = new JobStore.LastWords(1, List.of(text("b"), text("c")));
        JobStore.LastWords gap = new JobStore.LastWords(2, last.told());

        assertThatThrownBy(() -> store().finish(id, 1, gap, DONE)).isInstanceOf(IllegalStateException.class);
        assertThat(store().finish(id, 2, last, DONE).done()).isFalse();
        assertThat(log().read(id, 3, 9)).isEmpty();
        assertThat(store().find(id).orElseThrow().status()).isEqualTo(JobStatus.RUNNING);

        assertThat(store().finish(id, 1, last, DONE).done()).isTrue();
        assertThat(store().finish(id, 1, last, DONE).done()).isTrue();
        List<Event> end = log().read(id, 2, 9);
        assertThat(end).extracting(Event::seq).containsExactly(3L, 4L, 5L, 6L);
        assertThat(end.subList(1, 3)).containsExactly(last.told().get(0).numbered(4), last.told().get(1).numbered(5));
        assertThat(end.getLast().ends()).isTrue();
        assertThat(store().find(id).orElseThrow().lastSeq()).isEqualTo(6);
    }

    @Test
    void lastWordsThatWereWrittenAlreadyAreWrittenOnce() {
        JobId id = running();
        List<Event.Told> two = List.of(text("a"), text("b"));
        log().append(id, 1, 0, two);

        assertThat(store().finish(id, 1, new JobStore.LastWords(0, two), DONE).done()).isTrue();
        assertThat(log().read(id, 2, 9)).hasSize(3);
    }

    @Test
    void keepsEveryCharacter() {
        JobId id = running();
        String hard = "ğ\u0000\u001b[31m\ud83d\ude00 \"'\\ \r\n" + "x".repeat(100_000);
        log().append(id, 1, 0, List.of(text(hard)));

        assertThat(log().read(id, 2, 1).getFirst()).isInstanceOfSatisfying(Event.Shown.class,
                shown -> assertThat(shown.output()).isEqualTo(new Output.Stream("stdout", hard)));
    }

    @Test
    void wakesItsReadersUntilTheyLeave() {
        JobId id = running();
        AtomicInteger woken = new AtomicInteger();
        Subscription reading = log().subscribe(id, woken::incrementAndGet);
        log().append(id, 1, 0, List.of(text("1")));
        await().atMost(Duration.ofSeconds(5)).until(() -> woken.get() > 0);

        reading.close();
        reading.close();
        AtomicInteger other = new AtomicInteger();
        int before = woken.get();
        try (Subscription _ = log().subscribe(id, other::incrementAndGet)) {
            log().append(id, 1, 1, List.of(text("2")));
            await().atMost(Duration.ofSeconds(5)).until(() -> other.get() > 0);
        }
        assertThat(woken.get()).isEqualTo(before);
    }
}
