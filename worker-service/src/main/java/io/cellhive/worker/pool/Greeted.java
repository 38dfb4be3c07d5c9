package io.cellhive.worker.pool;

import io.cellhive.model.limits.ContainerSource;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.worker.sandbox.Frame;
import io.cellhive.worker.sandbox.Sandbox;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A sandbox whose first frame was read ahead; its reader still gets it first. */
final class Greeted implements Sandbox {
    private final Sandbox sandbox;
    private final AtomicReference<@Nullable Frame> greeting;

    Greeted(Sandbox sandbox, Frame greeting) {
        this.sandbox = sandbox;
        this.greeting = new AtomicReference<>(greeting);
    }

    @Override
    public void send(Frame frame) {
        sandbox.send(frame);
    }

    @Override
    public @Nullable Frame receive(Duration timeout) throws InterruptedException {
        Frame first = greeting.getAndSet(null);
        return first == null ? sandbox.receive(timeout) : first;
    }

    @Override
    public boolean alive() {
        return sandbox.alive();
    }

    @Override
    public void warmedUp() {
        sandbox.warmedUp();
    }

    @Override
    public ContainerSource source() {
        return ContainerSource.WARM;
    }

    @Override
    public void cap(ResourceLimits limits) {
        sandbox.cap(limits);
    }

    @Override
    public void serves(String whom) {
        sandbox.serves(whom);
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
