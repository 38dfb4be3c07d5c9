package io.cellhive.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class SlotTest {
    private final Semaphore running = new Semaphore(2);
    private final Semaphore waiting = new Semaphore(1);

    @Test
    void aJobThatWaitsLetsAnotherRunUntilTooManyWait() throws InterruptedException {
        try (Slot first = Slot.of(running, waiting); Slot second = Slot.of(running, waiting)) {
            assertThat(first.leave()).isTrue();
            assertThat(first.leave()).isTrue();
            assertThat(second.leave()).isFalse();
            assertThat(running.availablePermits()).isEqualTo(1);

            assertThat(second.tryTake()).isTrue();
            assertThat(first.tryTake()).isTrue();
            assertThat(second.leave()).isTrue();
            Slot third = Slot.of(running, waiting);
            assertThat(second.tryTake()).isFalse();
            third.close();
        }
        assertThat(running.availablePermits()).isEqualTo(2);
        assertThat(waiting.availablePermits()).isEqualTo(1);
    }
}
