package io.cellhive.port;

import org.jspecify.annotations.Nullable;

/** A backend did not answer or did not confirm. Nothing is known about whether the step was made; it may be repeated. */
public final class BackendUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String backend;

    /**
     * @param backend who: "Redis", "RabbitMQ", "the data directory"
     * @param cause null when it answered, but did not do it
     */
    public BackendUnavailable(String backend, String doing, @Nullable Throwable cause) {
        super(backend + " is not available (" + doing + ")", cause);
        this.backend = backend;
    }

    public String backend() {
        return backend;
    }
}
