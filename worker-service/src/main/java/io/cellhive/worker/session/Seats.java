package io.cellhive.worker.session;

import io.cellhive.model.id.SessionId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who sits where: at most one seat for a session. */
final class Seats {
    private final Map<SessionId, Seat> seats = new ConcurrentHashMap<>();
    private final Clock clock = Clock.systemUTC();

    /** The session's seat, locked; made when there is none. */
    Seat take(SessionId id) throws InterruptedException {
        while (true) {
            Seat seat = seats.computeIfAbsent(id, it -> new Seat(it, clock.instant()));
            seat.lock();
            if (!seat.gone()) {
                return seat;
            }
            seat.unlock();
        }
    }

    Optional<Seat> find(SessionId id) {
        return Optional.ofNullable(seats.get(id));
    }

    boolean has(SessionId id) {
        return seats.containsKey(id);
    }

    List<Seat> all() {
        return List.copyOf(seats.values());
    }

    /** Those with a container. */
    List<Seat> live() {
        return seats.values().stream().filter(seat -> seat.interpreter() != null).toList();
    }

    /** Destroys what is there; the caller has the lock. */
    void remove(Seat seat) {
        seat.empty(null);
        seat.leave();
        seats.remove(seat.id(), seat);
    }
}
