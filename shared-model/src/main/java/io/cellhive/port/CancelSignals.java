package io.cellhive.port;

import io.cellhive.model.id.JobId;
import java.util.function.Consumer;

/** Tells workers quickly that a running job shall stop. May be lost: the wish itself stands in the store. */
public interface CancelSignals {
    void send(JobId id);

    /** Calls the handler for each signal, from a thread that must not be blocked. */
    Subscription subscribe(Consumer<JobId> handler);
}
