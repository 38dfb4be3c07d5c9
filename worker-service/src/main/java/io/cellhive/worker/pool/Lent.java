package io.cellhive.worker.pool;

import io.cellhive.model.id.OwnerId;
import io.cellhive.model.limits.ContainerSource;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.worker.sandbox.Frame;
import io.cellhive.worker.sandbox.Sandbox;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A sandbox while it serves its owner. Closing it destroys it, unless its job ended well: then it waits for the next. */
final class Lent implements Sandbox {
    private final Sandbox sandbox;
    private final Leases leases;
    private final OwnerId owner;
    private final Kind kind;
    private final ContainerSource source;
    private boolean fit;

    Lent(Sandbox sandbox, Leases leases, OwnerId owner, Kind kind, ContainerSource source) {
        this.sandbox = sandbox;
        this.leases = leases;
        this.owner = owner;
        this.kind = kind;
        this.source = source;
    }

    @Override
    public void send(Frame frame) {
        sandbox.send(frame);
    }

    @Override
    public @Nullable Frame receive(Duration timeout) throws InterruptedException {
        return sandbox.receive(timeout);
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
        return source;
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
    public boolean again() {
        return leases.on();
    }

    @Override
    public void endedWell() {
        fit = leases.on();
    }

    @Override
    public void close() {
        if (fit) {
            leases.keep(owner, kind, sandbox);
        } else {
            sandbox.close();
        }
    }
}
