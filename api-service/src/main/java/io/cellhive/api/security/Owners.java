package io.cellhive.api.security;

import io.cellhive.model.id.OwnerId;
import jakarta.servlet.http.HttpServletRequest;

/** Where a request's owner is found. Richer identities come behind this same seam. */
public final class Owners {
    /** The request attribute, and the WebSocket session attribute, that holds the OwnerId. */
    public static final String ATTRIBUTE = "cellhive.owner";

    private Owners() {}

    public static OwnerId of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof OwnerId owner) {
            return owner;
        }
        throw new IllegalStateException("a request without an owner");
    }
}
