package io.cellhive.backend.embedded;

import io.cellhive.model.id.JobId;
import io.cellhive.port.CancelSignals;
import io.cellhive.port.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Signals within one process. */
final class EmbeddedCancelSignals implements CancelSignals {
    private final List<Consumer<JobId>> handlers = new CopyOnWriteArrayList<>();

    @Override
    public void send(JobId id) {
        handlers.forEach(handler -> Thread.ofVirtual().start(() -> handler.accept(id)));
    }

    @Override
    public Subscription subscribe(Consumer<JobId> handler) {
        handlers.add(handler);
        return () -> handlers.remove(handler);
    }
}
