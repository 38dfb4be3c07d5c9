package io.cellhive.worker.pool;

import io.cellhive.model.id.OwnerId;
import io.cellhive.model.limits.ContainerSource;
import io.cellhive.worker.sandbox.Frame;
import io.cellhive.worker.sandbox.Sandbox;
import io.cellhive.worker.sandbox.SandboxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sandboxes that wait for another job of the one owner they have served. Their runner cleans them and greets again; one
 * that does not is destroyed. Never lends to anybody else.
 */
final class Leases {
    /** Cleaning takes 2 to 10 ms; one that takes longer has a mess to clear, and a fresh one is the quicker way. */
    private static final Duration READY_AGAIN = Duration.ofMillis(250);
    private final Clock clock;
    private final Duration idle;
    private final int most;
    /** Newest last. */
    private final LinkedList<Lease> leases = new LinkedList<>();

    Leases(Clock clock, Duration idle, int most) {
        this.clock = clock;
        this.idle = idle;
        this.most = most;
    }

    private record Lease(OwnerId owner, Kind kind, Sandbox sandbox, Instant until) {}

    boolean on() {
        return idle.isPositive() && most > 0;
    }

    /** Keeps it for a while; makes room by destroying the oldest. */
    void keep(OwnerId owner, Kind kind, Sandbox sandbox) {
        Lease gone = null;
        synchronized (this) {
            leases.addLast(new Lease(owner, kind, sandbox, clock.instant().plus(idle)));
            if (leases.size() > most) {
                gone = leases.removeFirst();
            }
        }
        if (gone != null) {
            gone.sandbox.close();
        }
    }

    /** A clean sandbox of this owner, lent again, whose next frame is its greeting; null when there is none. */
    @Nullable
    Sandbox take(OwnerId owner, Kind kind) throws InterruptedException {
        for (Lease lease = poll(owner, kind); lease != null; lease = poll(owner, kind)) {
            Frame greeting = greeting(lease.sandbox);
            if (greeting != null) {
                return new Lent(new Greeted(lease.sandbox, greeting), this, owner, lease.kind,
                        ContainerSource.LEASED);
            }
            lease.sandbox.close();
        }
        return null;
    }

    private static @Nullable Frame greeting(Sandbox sandbox) throws InterruptedException {
        try {
            return sandbox.alive() ? sandbox.receive(READY_AGAIN) : null;
        } catch (SandboxException inDoubt) {
            return null;
        }
    }

    /** A job without heavy imports runs in either tier. */
    private synchronized @Nullable Lease poll(OwnerId owner, Kind kind) {
        for (Iterator<Lease> newest = leases.descendingIterator(); newest.hasNext();) {
            Lease lease = newest.next();
            boolean fits = lease.kind.equals(kind) || (!kind.imported() && lease.kind.equals(kind.otherTier()));
            if (fits && lease.owner.equals(owner)) {
                newest.remove();
                return lease;
            }
        }
        return null;
    }

    /** Destroys what nobody came back to, and what has ended by itself. */
    void expire() {
        closeAll(lease -> lease.until.isBefore(clock.instant()) || !lease.sandbox.alive());
    }

    void close() {
        closeAll(_ -> true);
    }

    private void closeAll(Predicate<Lease> which) {
        List<Lease> over;
        synchronized (this) {
            over = new ArrayList<>(leases.stream().filter(which).toList());
            leases.removeAll(over);
        }
        over.forEach(lease -> lease.sandbox.close());
    }

    synchronized int size() {
        return leases.size();
    }
}
