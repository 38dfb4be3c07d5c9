package io.cellhive.worker.pool;

import io.cellhive.worker.sandbox.Frame;
import io.cellhive.worker.sandbox.Sandbox;
import io.cellhive.worker.sandbox.SandboxException;
import io.cellhive.worker.sandbox.SandboxSpec;
import io.cellhive.worker.sandbox.SandboxUnavailable;
import io.cellhive.worker.sandbox.Sandboxes;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * Sandboxes that wait: started, Python up, modules imported, a child forked. Each serves one job and is then destroyed.
 * An empty pool means a cold start, never an error. One thread refills, so that making ahead never crowds out jobs.
 */
@Component
@Primary
public final class WarmPool implements Sandboxes {
    private static final Logger LOG = LoggerFactory.getLogger(WarmPool.class);
    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);
    /** A refill waits this long after a take, so that it does not compete with the job that took. */
    private static final Duration YIELD = Duration.ofMillis(30);
    private final Sandboxes host;
    private final Demand demand;
    private final Map<Kind, ConcurrentLinkedDeque<Sandbox>> warm = new ConcurrentHashMap<>();
    private final Semaphore wanted = new Semaphore(0);
    private volatile boolean filling;
    private volatile boolean closed;
    private @Nullable Thread refill;

    @Autowired
    WarmPool(@Qualifier("dockerSandboxes") Sandboxes host, PoolSettings settings) {
        this(host, settings, Clock.systemUTC());
    }

    WarmPool(Sandboxes host, PoolSettings settings, Clock clock) {
        this.host = host;
        demand = new Demand(clock, settings);
    }

    @Override
    public Sandbox create(SandboxSpec spec) {
        demand.took(spec);
        Sandbox ready = take(Kind.of(spec));
        wanted.release();
        return ready == null ? host.create(new SandboxSpec(spec.image(), spec.limits(), List.of())) : ready;
    }

    private @Nullable Sandbox take(Kind kind) {
        ConcurrentLinkedDeque<Sandbox> line = warm.computeIfAbsent(kind, _ -> new ConcurrentLinkedDeque<>());
        Sandbox first = line.pollFirst();
        while (first != null && !first.alive()) {
            first.close();
            first = line.pollFirst();
        }
        return first;
    }

    /** Refills from now on, these kinds at least; harmless when it does already. */
    public synchronized void open(List<SandboxSpec> kept) {
        kept.forEach(demand::keep);
        filling = true;
        if (refill == null) {
            refill = Thread.ofVirtual().name("warm-pool").start(this::refillForever);
        }
    }

    /** Makes no more; what is warm stays usable. */
    public void shut() {
        filling = false;
    }

    /** How many wait. */
    public int size() {
        return warm.values().stream().mapToInt(ConcurrentLinkedDeque::size).sum();
    }

    private void refillForever() {
        try {
            while (!closed) {
                if (wanted.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                    wanted.drainPermits();
                    Thread.sleep(YIELD);
                }
                try {
                    fit();
                } catch (SandboxException trouble) {
                    LOG.warn("the pool waits: {}", trouble.getMessage());
                    Thread.sleep(AFTER_TROUBLE);
                }
            }
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        }
    }

    /** Destroys what is dead or no longer worth having, then makes what is missing, one after another. */
    private void fit() throws InterruptedException {
        Map<SandboxSpec, Integer> targets = demand.targets();
        Map<Kind, Integer> byKind = new HashMap<>();
        targets.forEach((spec, count) -> byKind.put(Kind.of(spec), count));
        warm.forEach((kind, line) -> {
            for (Sandbox dead : line.stream().filter(sandbox -> !sandbox.alive()).toList()) {
                if (line.remove(dead)) {
                    dead.close();
                }
            }
            for (int extra = line.size() - byKind.getOrDefault(kind, 0); extra > 0; extra--) {
                closeOne(line);
            }
        });
        for (Map.Entry<SandboxSpec, Integer> target : targets.entrySet()) {
            var line = warm.computeIfAbsent(Kind.of(target.getKey()), _ -> new ConcurrentLinkedDeque<>());
            if (filling && !closed && line.size() < target.getValue()) {
                line.addLast(make(target.getKey()));
                wanted.release();
            }
        }
    }

    private static void closeOne(ConcurrentLinkedDeque<Sandbox> line) {
        Sandbox last = line.pollLast();
        if (last != null) {
            last.close();
        }
    }

    private Sandbox make(SandboxSpec spec) throws InterruptedException {
        Sandbox sandbox = host.create(spec);
        try {
            Frame greeting = sandbox.receive(READY);
            if (greeting == null) {
                throw new SandboxUnavailable("a runner was not warm within " + READY.toSeconds() + " s", false, null);
            }
            sandbox.warmedUp();
            return new Greeted(sandbox, greeting);
        } catch (InterruptedException | RuntimeException failed) {
            sandbox.close();
            throw failed;
        }
    }

    @PreDestroy
    synchronized void close() throws InterruptedException {
        closed = true;
        if (refill != null) {
            refill.interrupt();
            refill.join(READY);
        }
        warm.values().forEach(line -> {
            while (!line.isEmpty()) {
                closeOne(line);
            }
        });
    }
}
