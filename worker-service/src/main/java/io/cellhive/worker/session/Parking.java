package io.cellhive.worker.session;

import io.cellhive.model.id.SessionId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.model.session.Session;
import io.cellhive.port.BackendUnavailable;
import io.cellhive.port.SessionStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees the containers of sessions that idle: after a while, or for another session, the one unused for longest first. The
 * store decides: a session that a cell is on its way to stays.
 */
final class Parking {
    private static final Logger LOG = LoggerFactory.getLogger(Parking.class);
    /** What a session uses before its first cell. */
    private static final long AT_FIRST = 112 << 20;
    private final Seats seats;
    private final SessionStore store;
    private final WorkerId worker;
    private final SessionSettings settings;
    private final Clock clock = Clock.systemUTC();

    Parking(Seats seats, SessionStore store, WorkerId worker, SessionSettings settings) {
        this.seats = seats;
        this.store = store;
        this.worker = worker;
        this.settings = settings;
    }

    /** Parks as many as one more needs. When none idles it is let in all the same: the slots bound how many run. */
    void makeRoom(ResourceLimits limits) {
        try {
            fit(settings.perWorker() - 1, settings.memory().toBytes() - Math.min(AT_FIRST, limits.memoryBytes()));
        } catch (BackendUnavailable away) {
            LOG.warn("nothing is parked just now: {}", away.getMessage());
        }
    }

    private void fit(int most, long bytes) {
        List<Seat> oldest = seats.live().stream().filter(seat -> !seat.busy())
                .sorted(Comparator.comparing(Seat::usedAt)).toList();
        for (Seat seat : oldest) {
            List<Seat> live = seats.live();
            if (live.size() <= most && live.stream().mapToLong(Parking::used).sum() <= bytes) {
                return;
            }
            park(seat);
        }
    }

    private static long used(Seat seat) {
        Interpreter live = seat.interpreter();
        return live == null ? 0 : Math.max(AT_FIRST, live.memoryBytes());
    }

    private boolean park(Seat seat) {
        if (!seat.tryLock()) {
            return false;
        }
        try {
            if (seat.gone() || !store.park(seat.id(), worker, seat.epoch())) {
                return false;
            }
            seats.remove(seat);
            LOG.debug("session {} is parked", seat.id());
            return true;
        } finally {
            seat.unlock();
        }
    }

    /** @param agree what to do with a session that is still this worker's and may have changed */
    void look(BiConsumer<Seat, Session> agree) {
        // why first: a session that is claimed after the store was asked is not among these.
        Map<Seat, Long> before = seats.all().stream().filter(seat -> !seat.busy())
                .collect(Collectors.toMap(Function.identity(), Seat::epoch));
        if (before.isEmpty()) {
            return;
        }
        Map<SessionId, Session> held = store.held(worker).stream()
                .collect(Collectors.toMap(Session::id, Function.identity()));
        Instant idle = clock.instant().minus(settings.idle());
        before.forEach((seat, epoch) -> {
            Session session = held.get(seat.id());
            if (session == null) {
                abandon(seat, epoch);
            } else if (seat.usedAt().isBefore(idle)) {
                park(seat);
            } else {
                agree.accept(seat, session);
            }
        });
        fit(settings.perWorker(), settings.memory().toBytes());
    }

    /** The session is another worker's, or nobody's: its container goes, unless the session came back meanwhile. */
    private void abandon(Seat seat, long epoch) {
        if (seat.tryLock()) {
            try {
                if (!seat.gone() && seat.epoch() == epoch) {
                    seats.remove(seat);
                    LOG.info("session {} is no longer here", seat.id());
                }
            } finally {
                seat.unlock();
            }
        }
    }

    void abandon(Seat seat) {
        abandon(seat, seat.epoch());
    }

    void parkAll() {
        seats.all().forEach(this::park);
    }

    /** Destroys every container, whatever the store says. */
    void close() {
        for (Seat seat : seats.all()) {
            seat.empty(null);
        }
    }
}
