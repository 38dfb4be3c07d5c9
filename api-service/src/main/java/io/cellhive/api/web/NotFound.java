package io.cellhive.api.web;

/** There is no such thing for this owner. */
public final class NotFound extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotFound(String what) {
        super("There is no such " + what + ".");
    }
}
