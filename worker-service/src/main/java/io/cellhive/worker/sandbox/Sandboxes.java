package io.cellhive.worker.sandbox;

/** Makes sandboxes. */
public interface Sandboxes {
    /**
     * A fresh, started sandbox that nobody used before.
     *
     * @throws SandboxUnavailable if it cannot be made now
     * @throws ImageMissing if the image is not there
     */
    Sandbox create(SandboxSpec spec);

    /** One like this will be asked for soon. Returns at once; promises nothing. */
    default void expect(SandboxSpec spec) {}

    /** A job runs in a sandbox that is there: what could be made ahead shall not compete with it. */
    default void otherwise() {}
}
