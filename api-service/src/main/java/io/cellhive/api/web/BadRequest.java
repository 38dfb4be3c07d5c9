package io.cellhive.api.web;

/** A request that cannot be taken: which field, and what it must be. Becomes a problem with this status. */
public final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String field;

    public BadRequest(int status, String field, String message) {
        super(message);
        this.status = status;
        this.field = field;
    }

    public BadRequest(String field, String message) {
        this(400, field, message);
    }

    public int status() {
        return status;
    }

    public String field() {
        return field;
    }
}
