package io.cellhive.worker.sandbox;

/** No image of this host fits. The message says what the operator can do. */
public final class ImageMissing extends SandboxException {
    private static final long serialVersionUID = 1L;

    public ImageMissing(String message) {
        super(message, null);
    }

    @Override
    public boolean retryable() {
        return false;
    }
}
