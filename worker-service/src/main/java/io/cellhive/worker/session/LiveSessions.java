package io.cellhive.worker.session;

import io.cellhive.model.id.SessionId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.session.RestoreCause;
import io.cellhive.model.session.Session;
import io.cellhive.model.worker.WorkerStatus.Health;
import io.cellhive.port.SessionStore;
import io.cellhive.port.Subscription;
import io.cellhive.port.WorkerRegistry;
import io.cellhive.port.WorkerSignals;
import io.cellhive.worker.sandbox.Images;
import io.cellhive.worker.sandbox.Sandboxes;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The sessions this worker holds. A session's cells meet its interpreter here, and so do questions about it. */
@Component
public final class LiveSessions {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSessions.class);
    private final Seats seats = new Seats();
    private final Parking parking;
    private final Restorer restorer;
    private final SessionStore store;
    private final WorkerRegistry workers;
    private final List<Subscription> subscriptions;
    private final AtomicBoolean looking = new AtomicBoolean();

    public LiveSessions(Sandboxes sandboxes, Images images, SessionPorts ports, SessionRules rules, WorkerId worker) {
        store = ports.sessions();
        workers = ports.workers();
        parking = new Parking(seats, store, worker, rules.sessions());
        restorer = new Restorer(sandboxes, images, ports, rules);
        Questions questions = new Questions(seats, ports.files());
        subscriptions = List.of(ports.signals().subscribe(signal -> {
            if (signal instanceof WorkerSignals.Changed(SessionId id) && seats.has(id)) {
                Thread.ofVirtual().name("changed-" + id).start(() -> changed(id));
            }
        }), ports.queries().serve(worker, questions::answer));
    }

    /**
     * Takes the session's seat for one cell and makes its interpreter agree with the session. Waits while another cell
     * has it.
     *
     * @param session as the claim of the cell's job made it
     * @param before who held it until then; null when it was parked
     * @param stop whether the cell's reader wants no more of it
     * @throws java.util.concurrent.CancellationException when its reader stopped it before the state was there
     * @throws io.cellhive.worker.sandbox.SandboxException when the platform failed
     */
    public Stay enter(Session session, @Nullable WorkerId before, BooleanSupplier stop) throws InterruptedException {
        Seat seat = seats.take(session.id());
        try {
            seat.epoch(session.epoch());
            if (seat.interpreter() == null) {
                parking.makeRoom(session.limits());
            }
            return new Stay(seat, restorer.agree(seat, session, () -> whyNotHere(before), stop));
        } catch (InterruptedException | RuntimeException failed) {
            seat.empty(seat.lost());
            seat.unlock();
            throw failed;
        }
    }

    private RestoreCause whyNotHere(@Nullable WorkerId before) {
        if (before == null) {
            return RestoreCause.PARKED;
        }
        boolean takesJobs = workers.live().stream()
                .anyMatch(it -> it.id().equals(before) && it.health() == Health.READY);
        return takesJobs ? RestoreCause.MOVED : RestoreCause.WORKER_LOST;
    }

    /**
     * Looks at what the store says of this worker's sessions, and parks those that idle. For signals that were lost, too.
     * Returns at once; while a look goes on there is no second one.
     */
    public void look() {
        if (looking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("sessions-look").start(() -> {
                try {
                    parking.look(restorer::ahead);
                } catch (RuntimeException later) {
                    LOG.warn("the sessions are looked at again: {}", later.toString());
                } finally {
                    looking.set(false);
                }
            });
        }
    }

    /** How many have a container. */
    public int size() {
        return seats.live().size();
    }

    /** Gives up every session that runs nothing, so that another worker takes over at once. */
    public void leave() {
        parking.parkAll();
    }

    private void changed(SessionId id) {
        try {
            store.find(id).ifPresentOrElse(
                    session -> seats.find(id).ifPresent(seat -> restorer.ahead(seat, session)),
                    () -> seats.find(id).ifPresent(parking::abandon));
        } catch (RuntimeException later) {
            LOG.warn("session {} is looked at again: {}", id, later.toString());
        }
    }

    @PreDestroy
    void close() {
        parking.close();
        try {
            subscriptions.forEach(Subscription::close);
        } catch (RuntimeException gone) {
            LOG.debug("the backend went first: {}", gone.toString());
        }
    }
}
