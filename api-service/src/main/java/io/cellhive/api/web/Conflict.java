package io.cellhive.api.web;

/** A request that cannot be done as things stand now; the message is a sentence for the user. Becomes a problem 409. */
public final class Conflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Conflict(String sentence) {
        super(sentence);
    }
}
