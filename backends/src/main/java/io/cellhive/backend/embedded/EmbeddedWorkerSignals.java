package io.cellhive.backend.embedded;

import io.cellhive.port.Subscription;
import io.cellhive.port.WorkerSignals;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Signals within one process. */
final class EmbeddedWorkerSignals implements WorkerSignals {
    private final List<Consumer<Signal>> handlers = new CopyOnWriteArrayList<>();

    @Override
    public void send(Signal signal) {
        handlers.forEach(handler -> Thread.ofVirtual().start(() -> handler.accept(signal)));
    }

    @Override
    public Subscription subscribe(Consumer<Signal> handler) {
        handlers.add(handler);
        return () -> handlers.remove(handler);
    }
}
