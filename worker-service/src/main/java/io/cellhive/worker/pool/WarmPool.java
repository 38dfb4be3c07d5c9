package io.cellhive.worker.pool;

import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.limits.ContainerSource;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.worker.sandbox.Frame;
import io.cellhive.worker.sandbox.Sandbox;
import io.cellhive.worker.sandbox.SandboxException;
import io.cellhive.worker.sandbox.SandboxSpec;
import io.cellhive.worker.sandbox.SandboxUnavailable;
import io.cellhive.worker.sandbox.Sandboxes;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * Sandboxes that wait: started, Python up, a child forked, and of the imported tier the heavy modules loaded. Each serves
 * one owner and is then destroyed. An empty pool means a cold start, never an error; while there are cold starts, nothing
 * is made ahead.
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
    /**
     * Likewise, while half of what is wanted is still there: a container is as much work as fifty short jobs. They are also
     * made one at a time then: two keep both of two cores from a job, and from its owner's interrupt, for 100 ms.
     */
    private static final Duration NO_HURRY = Duration.ofMillis(150);
    private static final int REFILLS = 2;
    private final Sandboxes host;
    private final Demand demand;
    private final Stock stock = new Stock();
    private final Leases leases;
    private final Map<Kind, Integer> making = new ConcurrentHashMap<>();
    private final AtomicInteger coldStarts = new AtomicInteger();
    private final Semaphore wanted = new Semaphore(0);
    private final List<Thread> refills = new ArrayList<>();
    private volatile boolean filling;

    @Autowired
    WarmPool(@Qualifier("dockerSandboxes") Sandboxes host, PoolSettings settings) {
        this(host, settings, Clock.systemUTC());
    }

    WarmPool(Sandboxes host, PoolSettings settings, Clock clock) {
        this.host = host;
        demand = new Demand(clock, settings);
        leases = new Leases(clock, settings.lease(), settings.most());
    }

    /** The one this owner had a moment ago, a warm one, or a fresh one. */
    @Override
    public Sandbox create(SandboxSpec spec) {
        Kind kind = Kind.of(spec);
        OwnerId owner = spec.owner();
        if (owner == null) {
            return host.create(spec);
        }
        if (spec.session() != null) {
            return forSession(spec, kind, spec.session());
        }
        Sandbox again = again(owner, kind);
        if (again != null) {
            demand.otherwise();
            return again;
        }
        demand.took(spec.forNobodyYet());
        wanted.release();
        for (Kind fits : List.of(kind, kind.otherTier())) {
            Sandbox warm = warm(fits, spec.limits());
            if (warm != null) {
                return new Lent(warm, leases, owner, fits, ContainerSource.WARM);
            }
        }
        Kind bare = kind.imported() ? kind.otherTier() : kind;
        // why only then: a job without heavy imports was offered its owner's leases of both tiers already.
        Sandbox bareAgain = kind.imported() ? again(owner, bare) : null;
        return bareAgain != null ? bareAgain : new Lent(cold(spec), leases, owner, bare, ContainerSource.COLD);
    }

    @Override
    public void expect(SandboxSpec spec) {
        demand.expect(spec.forNobodyYet());
        wanted.release();
    }

    /** One that nobody used, and nobody else will. */
    private Sandbox forSession(SandboxSpec spec, Kind kind, SessionId session) {
        demand.tookForSession(spec.forNobodyYet());
        wanted.release();
        Sandbox mine = warm(kind, spec.limits());
        mine = mine == null ? warm(kind.otherTier(), spec.limits()) : mine;
        mine = mine == null ? cold(spec) : mine;
        mine.serves(session.value());
        return mine;
    }

    /** Changing the caps of a waiting one is quicker than making one. */
    private @Nullable Sandbox warm(Kind kind, ResourceLimits limits) {
        Sandbox exact = stock.take(kind);
        return exact != null ? exact : recapped(stock.takeAlike(kind), limits);
    }

    private static @Nullable Sandbox recapped(@Nullable Sandbox warm, ResourceLimits limits) {
        try {
            if (warm != null) {
                warm.cap(limits);
            }
            return warm;
        } catch (SandboxUnavailable refused) {
            warm.close();
            return null;
        }
    }

    private @Nullable Sandbox again(OwnerId owner, Kind kind) {
        try {
            return leases.take(owner, kind);
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            throw new SandboxUnavailable("interrupted while taking a sandbox", false, leaving);
        }
    }

    private Sandbox cold(SandboxSpec spec) {
        coldStarts.incrementAndGet();
        try {
            return host.create(new SandboxSpec(spec.image(), spec.limits(), List.of(), spec.owner()));
        } finally {
            coldStarts.decrementAndGet();
        }
    }

    /** Refills from now on, with just so many of these at least; harmless when it does already. */
    public synchronized void open(Map<SandboxSpec, Integer> kept) {
        demand.keep(kept);
        filling = true;
        while (refills.size() < REFILLS) {
            refills.add(Thread.ofVirtual().name("warm-pool-" + refills.size()).start(this::refillForever));
        }
    }

    /** Makes no more; what is warm stays usable. */
    public void shut() {
        filling = false;
    }

    /** How many wait, for anybody or for their owner. */
    public int size() {
        return stock.size() + leases.size();
    }

    private void refillForever() {
        try {
            while (!Thread.interrupted()) {
                if (wanted.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                    wanted.drainPermits();
                    Thread.sleep(halfThere(demand.urgent()) ? NO_HURRY : YIELD);
                }
                leases.expire();
                stock.fit(targets(), demand.quiet());
                try {
                    fill();
                } catch (SandboxException trouble) {
                    LOG.warn("the pool waits: {}", trouble.getMessage());
                    Thread.sleep(AFTER_TROUBLE);
                }
            }
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean halfThere(Map<SandboxSpec, Integer> targets) {
        return targets.entrySet().stream()
                .allMatch(target -> 2 * stock.count(Kind.of(target.getKey())) >= target.getValue());
    }

    private Map<Kind, Integer> targets() {
        Map<Kind, Integer> byKind = new HashMap<>();
        demand.targets().forEach((spec, count) -> byKind.put(Kind.of(spec), count));
        return byKind;
    }

    private void fill() throws InterruptedException {
        for (SandboxSpec next = missing(); next != null; next = missing()) {
            add(next);
        }
        SandboxSpec spare = spare();
        if (spare != null) {
            add(spare);
        }
    }

    private void add(SandboxSpec spec) throws InterruptedException {
        Kind kind = Kind.of(spec);
        try {
            stock.add(kind, make(spec));
        } finally {
            making.merge(kind, -1, Integer::sum);
        }
    }

    /** What to make next, and counts it as being made. Null while there is nothing, or another is made and there is no hurry. */
    private synchronized @Nullable SandboxSpec missing() {
        if (!filling || coldStarts.get() > 0) {
            return null;
        }
        Map<SandboxSpec, Integer> urgent = demand.urgent();
        return makes() && halfThere(urgent) ? null : chosen(urgent);
    }

    /** One more than is urgent, while nobody wants anything and nothing else is made. */
    private synchronized @Nullable SandboxSpec spare() {
        return filling && !makes() && demand.quiet() ? chosen(demand.targets()) : null;
    }

    private boolean makes() {
        return making.values().stream().anyMatch(count -> count > 0);
    }

    /** Bare ones first, they are quick. */
    private @Nullable SandboxSpec chosen(Map<SandboxSpec, Integer> targets) {
        SandboxSpec chosen = null;
        for (Map.Entry<SandboxSpec, Integer> target : targets.entrySet()) {
            Kind kind = Kind.of(target.getKey());
            boolean lacks = stock.count(kind) + making.getOrDefault(kind, 0) < target.getValue();
            if (lacks && (chosen == null || !kind.imported())) {
                chosen = target.getKey();
            }
        }
        if (chosen != null) {
            making.merge(Kind.of(chosen), 1, Integer::sum);
        }
        return chosen;
    }

    private Sandbox make(SandboxSpec spec) throws InterruptedException {
        Sandbox sandbox = host.create(spec);
        try {
            Frame greeting = sandbox.receive(READY);
            if (greeting == null) {
                throw new SandboxUnavailable("a runner was not warm within " + READY.toSeconds() + " s", false, null);
            }
            if (!spec.preload().isEmpty()) {
                // why not always: an update costs the daemon as much as a tenth of a container.
                sandbox.warmedUp();
            }
            return new Greeted(sandbox, greeting);
        } catch (InterruptedException | RuntimeException failed) {
            sandbox.close();
            throw failed;
        }
    }

    @PreDestroy
    void close() throws InterruptedException {
        filling = false;
        for (Thread refill : refills) {
            refill.interrupt();
            refill.join(READY);
        }
        stock.close();
        leases.close();
    }
}
