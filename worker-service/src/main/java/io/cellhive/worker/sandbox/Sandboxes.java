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
}
