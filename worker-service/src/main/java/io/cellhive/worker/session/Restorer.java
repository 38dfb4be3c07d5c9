package io.cellhive.worker.session;

import io.cellhive.model.session.RestoreCause;
import io.cellhive.model.session.Session;
import io.cellhive.worker.sandbox.Images;
import io.cellhive.worker.sandbox.SandboxSpec;
import io.cellhive.worker.sandbox.Sandboxes;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a session's interpreter agree with what the session shall be. Never uses a container that another one had. */
final class Restorer {
    private static final Logger LOG = LoggerFactory.getLogger(Restorer.class);
    private final Sandboxes sandboxes;
    private final Images images;
    private final SessionPorts ports;
    private final SessionRules rules;

    Restorer(Sandboxes sandboxes, Images images, SessionPorts ports, SessionRules rules) {
        this.sandboxes = sandboxes;
        this.images = images;
        this.ports = ports;
        this.rules = rules;
    }

    /**
     * Afterwards the seat has an interpreter that went through the session's history and has its files. The seat is
     * locked by the caller.
     *
     * @param elsewhere asked why this worker has no interpreter, when it never had one
     * @return what had to be repeated; null when nothing
     */
    @Nullable
    Restored agree(Seat seat, Session session, Supplier<RestoreCause> elsewhere, BooleanSupplier stop)
            throws InterruptedException {
        RestoreCause lost = seat.lost();
        Interpreter live = seat.interpreter();
        Standing standing = live == null ? null : live.standing();
        return switch (Plan.of(session, standing, standing == null && lost == null ? elsewhere.get() : lost)) {
            case Plan.Rewind(var after) when live != null && live.rewind(after) -> keep(live, session);
            case Plan.GoOn _ when live != null -> keep(live, session);
            case Plan.Rebuild(var cause) -> rebuild(seat, session, cause, stop);
            case Plan.Rewind _,Plan.GoOn _ -> rebuild(seat, session,
                    session.history().isEmpty() ? null : RestoreCause.REWIND, stop);
        };
    }

    private @Nullable Restored keep(Interpreter live, Session session) throws InterruptedException {
        live.bring(session, ports.files());
        return null;
    }

    /**
     * Between two cells: brings files and goes back at once when that is quick. What takes longer waits for the next cell,
     * and frees its container meanwhile. While a cell runs only files are brought.
     */
    void ahead(Seat seat, Session session) {
        Interpreter live = seat.interpreter();
        if (live == null || live.epoch() != session.epoch()) {
            return;
        }
        try {
            if (!seat.tryLock()) {
                live.bring(session, ports.files());
                return;
            }
            try {
                if (live == seat.interpreter()) {
                    aheadAlone(seat, live, session);
                }
            } finally {
                seat.unlock();
            }
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        }
    }

    private void aheadAlone(Seat seat, Interpreter live, Session seen) throws InterruptedException {
        if (Plan.of(seen, live.standing(), RestoreCause.CONTAINER_LOST) instanceof Plan.GoOn) {
            live.bring(seen, ports.files());
            return;
        }
        // why again: a cell may have ended between the look and the lock; while it is held, none can.
        Session session = ports.sessions().find(seen.id()).orElse(seen);
        switch (Plan.of(session, live.standing(), RestoreCause.CONTAINER_LOST)) {
            case Plan.GoOn _ -> live.bring(session, ports.files());
            case Plan.Rewind(var after) -> {
                if (!live.rewind(after)) {
                    seat.empty(RestoreCause.REWIND);
                }
            }
            case Plan.Rebuild(var cause) -> seat.empty(cause);
        }
    }

    private @Nullable Restored rebuild(Seat seat, Session session, @Nullable RestoreCause cause, BooleanSupplier stop)
            throws InterruptedException {
        seat.empty(cause);
        Replay replay = new Replay(ports.jobs(), rules, session, stop);
        Interpreter fresh = made(session, replay);
        while (fresh == null) {
            fresh = made(session, replay);
        }
        seat.seat(fresh);
        if (cause == null) {
            return null;
        }
        Replay.Account account = replay.account();
        LOG.info("session {} is restored ({}): {} cells, {} otherwise, {} left out", session.id(), cause,
                account.replayed(), account.failed().size(), account.leftOut().size());
        return new Restored(cause, account.replayed(), account.failed(), account.leftOut());
    }

    /** Null when a cell of the history ended the interpreter; the next one will leave it out. */
    private @Nullable Interpreter made(Session session, Replay replay) throws InterruptedException {
        Interpreter fresh = Interpreter.in(sandboxes.create(new SandboxSpec(
                images.resolve(session.runtime(), null), session.limits(), images.preload(session.runtime()),
                session.owner(), session.id())), session);
        try {
            fresh.bring(session, ports.files());
            if (replay.in(fresh)) {
                return fresh;
            }
        } catch (InterruptedException | RuntimeException failed) {
            fresh.close();
            throw failed;
        }
        fresh.close();
        return null;
    }
}
