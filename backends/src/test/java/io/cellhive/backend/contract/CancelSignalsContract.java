package io.cellhive.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.model.id.JobId;
import io.cellhive.port.CancelSignals;
import io.cellhive.port.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What every kind of cancel signals must do. */
public abstract class CancelSignalsContract {
    protected abstract CancelSignals signals();

    @Test
    void everySubscriberHearsEachSignalUntilItLeaves() {
        List<JobId> one = new CopyOnWriteArrayList<>();
        List<JobId> two = new CopyOnWriteArrayList<>();
        JobId first = JobId.create();
        JobId second = JobId.create();
        Subscription listening = signals().subscribe(one::add);
        try (Subscription _ = signals().subscribe(two::add)) {
            signals().send(first);
            await().atMost(Duration.ofSeconds(5)).until(() -> one.contains(first) && two.contains(first));
            listening.close();
            signals().send(second);
            await().atMost(Duration.ofSeconds(5)).until(() -> two.contains(second));
        }
        assertThat(one).containsExactly(first);
    }
}
