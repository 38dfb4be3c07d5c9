package io.cellhive.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.model.id.JobId;
import io.cellhive.model.id.SessionId;
import io.cellhive.port.Subscription;
import io.cellhive.port.WorkerSignals;
import io.cellhive.port.WorkerSignals.Signal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What every kind of worker signals must do. */
public abstract class WorkerSignalsContract {
    protected abstract WorkerSignals signals();

    @Test
    void everySubscriberHearsEachSignalUntilItLeaves() {
        List<Signal> one = new CopyOnWriteArrayList<>();
        List<Signal> two = new CopyOnWriteArrayList<>();
        Signal first = new WorkerSignals.Stop(JobId.create());
        Signal second = new WorkerSignals.Changed(SessionId.create());
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
