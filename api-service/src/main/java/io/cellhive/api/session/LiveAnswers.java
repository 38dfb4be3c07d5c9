package io.cellhive.api.session;

import io.cellhive.api.web.Conflict;
import io.cellhive.model.session.Session;
import io.cellhive.port.SessionQueries;
import io.cellhive.port.SessionQueries.Answer;
import io.cellhive.port.SessionQueries.Kind;
import io.cellhive.port.SessionQueries.Query;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Service;

/** Asks a session's live interpreter, and says so when there is none or it does not answer. Wakes nothing. */
@Service
class LiveAnswers {
    private final SessionQueries queries;

    LiveAnswers(SessionQueries queries) {
        this.queries = queries;
    }

    /** The content of the answer; throws {@link Conflict} with a sentence when there is none. */
    Map<String, Object> ask(Session session, Kind kind, Map<String, Object> arguments) {
        if (session.holder() == null) {
            throw new Conflict("The session is parked; run a cell to wake it.");
        }
        Answer answer = queries.ask(session.holder(), new Query(session.id(), kind, arguments), patience(kind))
                .orElseThrow(() -> new Conflict("The session cannot answer now; run a cell to wake it, or try again."));
        if (!answer.ok()) {
            throw new Conflict(answer.why() == null ? "The session cannot answer this now." : answer.why());
        }
        return answer.content();
    }

    /** Nobody waits long for a completion; a file of a hundred megabytes takes its time. */
    private static Duration patience(Kind kind) {
        return switch (kind) {
            case COMPLETE, INSPECT -> Duration.ofSeconds(2);
            case VARIABLES, FILES -> Duration.ofSeconds(5);
            case FILE -> Duration.ofSeconds(30);
        };
    }
}
