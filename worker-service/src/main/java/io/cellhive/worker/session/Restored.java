package io.cellhive.worker.session;

import io.cellhive.model.event.Event;
import io.cellhive.model.session.CellNote;
import io.cellhive.model.session.RestoreCause;
import java.time.Instant;
import java.util.List;

/** What was done to rebuild a session's state, as its reader is told. */
public record Restored(RestoreCause cause, int replayed, List<CellNote> failed, List<CellNote> leftOut) {
    public Event.SessionRestored event(int attempt) {
        return new Event.SessionRestored(0, Instant.now(), attempt, cause, replayed, failed, leftOut);
    }
}
