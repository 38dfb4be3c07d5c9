package io.cellhive.backend.embedded;

import io.cellhive.model.id.SessionId;
import io.cellhive.model.json.CellhiveJson;
import io.cellhive.model.session.PastCell;
import io.cellhive.model.session.Session;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Sessions on disk, each cell of a history apart from its session: a step writes no more for a session of a thousand cells
 * than for a new one. Writes happen inside steps only.
 */
final class SessionRecords {
    private final MVMap<String, String> sessions;
    private final MVMap<String, String> cells;

    SessionRecords(Disk disk) {
        sessions = disk.map("sessions");
        cells = disk.map("session-cells");
    }

    /** Also those that an earlier version wrote in one piece. */
    List<Session> read() {
        List<Session> found = new ArrayList<>();
        for (String json : List.copyOf(sessions.values())) {
            Session session = CellhiveJson.read(json, Session.class);
            if (session.history().isEmpty()) {
                found.add(SessionEdit.of(session).history(cells(session.id())).session());
            } else {
                write(null, session);
                found.add(session);
            }
        }
        return found;
    }

    private List<PastCell> cells(SessionId id) {
        List<PastCell> history = new ArrayList<>();
        for (String json = cells.get(key(id, 0)); json != null; json = cells.get(key(id, history.size()))) {
            history.add(CellhiveJson.read(json, PastCell.class));
        }
        return history;
    }

    /** @param before as it was written last; null when it is new */
    void write(@Nullable Session before, Session now) {
        sessions.put(now.id().value(), CellhiveJson.write(SessionEdit.of(now).history(List.of()).session()));
        List<PastCell> old = before == null ? List.of() : before.history();
        if (old != now.history()) {
            int same = 0;
            while (same < Math.min(old.size(), now.history().size()) && old.get(same).equals(now.history().get(same))) {
                same++;
            }
            forget(now.id(), same, old.size());
            for (int i = same; i < now.history().size(); i++) {
                cells.put(key(now.id(), i), CellhiveJson.write(now.history().get(i)));
            }
        }
    }

    void remove(Session last) {
        sessions.remove(last.id().value());
        forget(last.id(), 0, last.history().size());
    }

    private void forget(SessionId id, int from, int to) {
        for (int i = from; i < to; i++) {
            cells.remove(key(id, i));
        }
    }

    private static String key(SessionId id, int place) {
        return "%s/%09d".formatted(id.value(), place);
    }
}
