package io.cellhive.port;

/** A backend did not answer or did not confirm. Nothing is known about whether the step was made; it may be repeated. */
public final class BackendUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String backend;

    /** @param backend who: "Redis", "RabbitMQ", "the data directory" */
    public BackendUnavailable(String backend, String doing, Throwable cause) {
        super(backend + " is not available (" + doing + ")", cause);
        this.backend = backend;
    }

    public String backend() {
        return backend;
    }
}
