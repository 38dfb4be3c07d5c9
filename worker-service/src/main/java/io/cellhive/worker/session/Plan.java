package io.cellhive.worker.session;

import io.cellhive.model.id.JobId;
import io.cellhive.model.session.PastCell;
import io.cellhive.model.session.RestoreCause;
import io.cellhive.model.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What makes an interpreter agree with what its session shall be. Decided from the two alone; does nothing itself. */
sealed interface Plan {
    /** It agrees. */
    record GoOn() implements Plan {}

    /** It has gone too far, and can perhaps go back to its state right after this cell; null: before the first one. */
    record Rewind(@Nullable JobId after) implements Plan {}

    /** A fresh one has to go through the history. The cause is null when that was wanted, or there is no history. */
    record Rebuild(@Nullable RestoreCause cause) implements Plan {}

    /**
     * @param live null when there is no interpreter
     * @param lost why there is none
     */
    static Plan of(Session session, @Nullable Standing live, @Nullable RestoreCause lost) {
        List<JobId> history = session.history().stream().map(PastCell::job).toList();
        if (live == null) {
            return new Rebuild(history.isEmpty() ? null : lost);
        }
        if (live.epoch() != session.epoch()) {
            return new Rebuild(history.isEmpty() ? null : RestoreCause.WORKER_LOST);
        }
        if (live.generation() != session.generation() || !live.limits().equals(session.limits())) {
            return new Rebuild(history.isEmpty() ? null : RestoreCause.LIMITS);
        }
        List<JobId> applied = live.applied();
        if (applied.equals(history)) {
            return new GoOn();
        }
        if (history.isEmpty()) {
            return new Rewind(null);
        }
        boolean tooFar = applied.size() > history.size() && applied.subList(0, history.size()).equals(history);
        return tooFar && live.snapshots().contains(history.getLast())
                ? new Rewind(history.getLast())
                : new Rebuild(RestoreCause.REWIND);
    }
}
