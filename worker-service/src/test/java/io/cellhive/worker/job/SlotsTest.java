package io.cellhive.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.model.id.RuntimeName;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private static final RuntimeName PYTHON = new RuntimeName("python");
    private static final RuntimeName ML = new RuntimeName("ml");
    private final Slots slots = new Slots(2, 1, 100);

    @Test
    void aJobThatWaitsLetsAnotherRunUntilTooManyWait() throws InterruptedException {
        try (Slot first = slots.take(PYTHON); Slot second = slots.take(PYTHON)) {
            assertThat(first.leave(10)).isTrue();
            assertThat(first.leave(10)).isTrue();
            assertThat(second.leave(10)).isFalse();
            assertThat(slots.busy()).isEqualTo(1);

            assertThat(second.tryTake()).isTrue();
            assertThat(first.tryTake()).isTrue();
            assertThat(second.leave(10)).isTrue();
            Slot third = slots.take(PYTHON);
            assertThat(second.tryTake()).isFalse();
            third.close();
        }
        assertThat(slots.busy()).isZero();
    }

    @Test
    void aJobThatWaitsWithTooMuchMemoryKeepsItsPlace() throws InterruptedException {
        Slots roomy = new Slots(3, 3, 100);
        Slot first = roomy.take(PYTHON);
        Slot second = roomy.take(PYTHON);
        assertThat(first.leave(70)).isTrue();
        assertThat(second.leave(31)).isFalse();
        assertThat(second.leave(30)).isTrue();
        first.close();
        assertThat(roomy.take(PYTHON).leave(70)).isTrue();
        assertThat(roomy.busy()).isZero();
    }

    @Test
    void aJobThatHasItsAnswerComesBeforeThoseThatCameLater() throws InterruptedException {
        Slot asking = slots.take(PYTHON);
        Slot second = slots.take(PYTHON);
        assertThat(asking.leave(10)).isTrue();
        Slot third = slots.take(PYTHON);
        assertThat(asking.tryTake()).isFalse();
        Slots.Turn later = slots.standInLine(PYTHON);

        second.close();

        assertThat(later.come()).isNotDone();
        assertThat(asking.tryTake()).isTrue();
        third.close();
        assertThat(later.come()).isCompletedWithValue(true);
    }

    @Test
    void aPlaceThatNobodyCameForIsFreeAgain() throws InterruptedException {
        Slot asking = slots.take(PYTHON);
        assertThat(asking.leave(10)).isTrue();
        Slot second = slots.take(PYTHON);
        Slot third = slots.take(PYTHON);
        assertThat(asking.tryTake()).isFalse();
        second.close();

        asking.close();
        asking.close();

        assertThat(slots.busy()).isEqualTo(1);
        third.close();
        Slots.Turn first = slots.standInLine(PYTHON);
        Slots.Turn next = slots.standInLine(PYTHON);
        Slots.Turn last = slots.standInLine(PYTHON);
        slots.giveUp(first);
        slots.giveUp(next);
        assertThat(last.come()).isCompletedWithValue(true);
        assertThat(slots.busy()).isEqualTo(1);
    }

    @Test
    void isCrowdedWhenNoPlaceCameFreeAndSendsAwayWhatOthersCanDo() throws InterruptedException {
        Slot first = slots.take(PYTHON);
        assertThat(first.leave(10)).isTrue();
        Slot second = slots.take(PYTHON);
        slots.take(PYTHON);
        assertThat(first.tryTake()).isFalse();
        Slots.Turn python = slots.standInLine(PYTHON);
        Slots.Turn ml = slots.standInLine(ML);
        assertThat(slots.crowded()).isFalse();

        await().atMost(Duration.ofSeconds(10)).until(slots::crowded);
        slots.send(Set.of(PYTHON));

        assertThat(python.come()).isCompletedWithValue(false);
        assertThat(ml.come()).isNotDone();
        second.close();
        assertThat(first.tryTake()).isTrue();
        assertThat(slots.crowded()).isFalse();
    }
}
