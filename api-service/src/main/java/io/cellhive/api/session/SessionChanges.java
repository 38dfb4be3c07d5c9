package io.cellhive.api.session;

import io.cellhive.api.web.Conflict;
import io.cellhive.api.web.NotFound;
import io.cellhive.backend.OutboxPublisher;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.session.Session;
import io.cellhive.port.SessionStore;
import io.cellhive.port.SessionStore.Change;
import io.cellhive.port.SessionStore.Outcome;
import io.cellhive.port.WorkerRegistry;
import io.cellhive.port.WorkerSignals;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Changes sessions in the store and tells those who wait for it: the broker and the holder. Who asks was checked before. */
@Service
class SessionChanges {
    private final SessionStore store;
    private final WorkerSignals signals;
    private final WorkerRegistry workers;
    private final OutboxPublisher outbox;

    SessionChanges(SessionStore store, WorkerSignals signals, WorkerRegistry workers, OutboxPublisher outbox) {
        this.store = store;
        this.signals = signals;
        this.workers = workers;
        this.outbox = outbox;
    }

    Session change(SessionId id, Change change) {
        return told(store.change(id, change));
    }

    void delete(SessionId id) {
        told(store.delete(id));
    }

    private Session told(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> {
                outbox.publish(done.released());
                if (done.stopping() != null) {
                    signals.send(new WorkerSignals.Stop(done.stopping()));
                }
                signals.send(new WorkerSignals.Changed(done.session().id()));
                yield done.session();
            }
            case Outcome.Busy() ->
                throw new Conflict("A cell of this session runs or waits; stop it first, or wait for its end.");
            case Outcome.Gone() -> throw new NotFound("session");
        };
    }

    List<SessionView> views(List<Session> sessions) {
        Set<WorkerId> live = live();
        return sessions.stream().map(session -> SessionView.of(session, held(session, live))).toList();
    }

    /** Whether a worker that gives signs of life has its interpreter. */
    boolean held(Session session) {
        return held(session, live());
    }

    private static boolean held(Session session, Set<WorkerId> live) {
        return session.holder() != null && live.contains(session.holder());
    }

    private Set<WorkerId> live() {
        return workers.live().stream().map(status -> status.id()).collect(Collectors.toSet());
    }

    SessionView view(Session session) {
        return views(List.of(session)).getFirst();
    }
}
