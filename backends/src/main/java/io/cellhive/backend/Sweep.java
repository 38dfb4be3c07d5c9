package io.cellhive.backend;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Does something again and again on a thread of its own while the node runs. Every node may: the store's steps make that
 * harmless.
 */
public abstract class Sweep implements SmartLifecycle {
    private final String name;
    private final Duration every;
    private @Nullable ScheduledExecutorService clock;

    /**
     * @param name of the thread
     * @param every the pause between two rounds
     */
    protected Sweep(String name, Duration every) {
        this.name = name;
        this.every = every;
    }

    /** One round; an exception that escapes it ends all. */
    protected abstract void sweep();

    @Override
    public synchronized void start() {
        if (clock == null) {
            clock = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name(name).factory());
            clock.scheduleWithFixedDelay(this::sweep, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void stop() {
        if (clock != null) {
            clock.shutdownNow();
            clock = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return clock != null;
    }
}
