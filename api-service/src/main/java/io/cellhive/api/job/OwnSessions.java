package io.cellhive.api.job;

import io.cellhive.api.security.Owners;
import io.cellhive.api.web.NotFound;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.session.Session;
import io.cellhive.model.session.SessionTerms;
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
        OwnerId owner = Owners.of(who);
        return store.find(known(id)).filter(session -> session.owner().equals(owner))
                .orElseThrow(() -> new NotFound("session"));
    }

    /** @throws NotFound also for what is no id */
    SessionTerms terms(OwnerId owner, String id) {
        return store.terms(known(id)).filter(session -> session.owner().equals(owner))
                .orElseThrow(() -> new NotFound("session"));
    }

    private static SessionId known(String id) {
        try {
            return new SessionId(id);
        } catch (IllegalArgumentException noId) {
            throw new NotFound("session");
        }
    }
}
