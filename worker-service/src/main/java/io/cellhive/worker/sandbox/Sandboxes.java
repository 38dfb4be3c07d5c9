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
}
