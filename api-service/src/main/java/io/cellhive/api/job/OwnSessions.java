package io.cellhive.api.job;

import io.cellhive.api.security.Owners;
import io.cellhive.api.web.NotFound;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.session.Session;
import io.cellhive.port.SessionStore;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

/** Finds sessions of the asking owner; anybody else's do not exist. */
@Component
public class OwnSessions {
    private final SessionStore store;

    OwnSessions(SessionStore store) {
        this.store = store;
    }

    /** @throws NotFound also for what is no id */
    public Session session(HttpServletRequest who, String id) {
        return session(Owners.of(who), id);
    }

    Session session(OwnerId owner, String id) {
        try {
            return store.find(new SessionId(id)).filter(session -> session.owner().equals(owner))
                    .orElseThrow(() -> new NotFound("session"));
        } catch (IllegalArgumentException noId) {
            throw new NotFound("session");
        }
    }
}
