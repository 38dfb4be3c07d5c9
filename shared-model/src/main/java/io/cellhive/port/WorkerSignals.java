package io.cellhive.port;

import io.cellhive.model.id.JobId;
import io.cellhive.model.id.SessionId;
import java.util.function.Consumer;

/** Tells workers quickly that the store has news for them. A signal may be lost: the news itself stands in the store. */
public interface WorkerSignals {
    void send(Signal signal);

    /** Calls the handler for each signal, from a thread that must not be blocked. */
    Subscription subscribe(Consumer<Signal> handler);

    /** What there is news of. */
    sealed interface Signal {}

    /** A running job shall stop. */
    record Stop(JobId job) implements Signal {}

    /** A running job's question was answered. */
    record Answered(JobId job) implements Signal {}

    /** A session is not what it was: restarted, rewound, deleted, other files. */
    record Changed(SessionId session) implements Signal {}
}
