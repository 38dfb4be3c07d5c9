package io.cellhive.worker.health;

import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.runtime.RuntimeInfo;
import io.cellhive.model.worker.WorkerStatus;
import io.cellhive.model.worker.WorkerStatus.Health;
import io.cellhive.port.WorkerRegistry;
import io.cellhive.worker.WorkerSettings;
import io.cellhive.worker.job.JobConsumer;
import io.cellhive.worker.pool.KeptKinds;
import io.cellhive.worker.pool.WarmPool;
import io.cellhive.worker.sandbox.Images;
import io.cellhive.worker.sandbox.SandboxHost;
import io.cellhive.worker.session.LiveSessions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * A worker's pulse: says in a heartbeat how it is, and beside that looks at Docker, opens or shuts the consumer, and clears
 * what dead workers left. At the end it waits for its jobs, or returns them.
 */
@Component
class WorkerLife implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerLife.class);
    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final int FAULTS_UNTIL_PAUSE = 3;
    private static final int PAUSE_BEATS = 15;
    private static final int REAP_LOOKS = 30;
    /** A look is mostly short. While one hangs, so does Docker. */
    private static final Duration LOOK_WITHIN = Duration.ofSeconds(20);
    private final JobConsumer consumer;
    private final SandboxHost host;
    private final HostCheck check;
    private final Images images;
    private final WorkerRegistry registry;
    private final WorkerId id;
    private final WorkerSettings settings;
    private final WarmPool pool;
    private final KeptKinds kept;
    private final LiveSessions sessions;
    private @Nullable ScheduledExecutorService clock;
    private volatile Health health = Health.DOCKER_DOWN;
    private volatile boolean crowded;
    private volatile List<RuntimeInfo> runtimes = List.of();
    private volatile long lookedAt;
    private int pausedBeats;
    private int looks;

    WorkerLife(JobConsumer consumer, SandboxHost host, Images images, WorkerRegistry registry, WorkerId id,
            WorkerSettings settings, WarmPool pool, KeptKinds kept,
            LiveSessions sessions) {
        this.consumer = consumer;
        this.host = host;
        check = new HostCheck(host);
        this.images = images;
        this.registry = registry;
        this.id = id;
        this.settings = settings;
        this.pool = pool;
        this.kept = kept;
        this.sessions = sessions;
    }

    @Override
    public synchronized void start() {
        if (clock == null) {
            // why two threads: a lease must not end because Docker, or a removal, takes its time.
            clock = Executors.newScheduledThreadPool(2, Thread.ofPlatform().daemon().name("pulse-", 0).factory());
            lookedAt = System.nanoTime();
            clock.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
            clock.scheduleWithFixedDelay(this::beat, 1, 1, TimeUnit.SECONDS);
        }
    }

    private void beat() {
        try {
            boolean hangs = System.nanoTime() - lookedAt > LOOK_WITHIN.toNanos();
            Set<RuntimeName> elsewhere = health == Health.READY && consumer.crowded() ? freeElsewhere() : Set.of();
            crowded = !elsewhere.isEmpty();
            say(hangs ? Health.DOCKER_DOWN : health);
            consumer.sendElsewhere(elsewhere);
        } catch (RuntimeException fault) {
            LOG.warn("a heartbeat failed: {}", fault.toString());
        }
    }

    /** The runtimes that workers with free slots offer. */
    private Set<RuntimeName> freeElsewhere() {
        return registry.live().stream()
                .filter(other -> !other.id().equals(id) && other.health() == Health.READY
                        && other.busy() < other.slots())
                .flatMap(other -> other.runtimes().stream()).filter(RuntimeInfo::available).map(RuntimeInfo::name)
                .collect(Collectors.toSet());
    }

    private void look() {
        try {
            Health now = found();
            boolean changed = now != health;
            runtimes = now == Health.READY ? images.runtimes() : List.of();
            health = now;
            if (changed) {
                LOG.info("worker {} is {}", id, now);
                say(now);
            }
            if (now == Health.READY) {
                pool.open(kept.all());
                consumer.open();
                consumer.checkCancels();
                reap();
            } else {
                pool.shut();
                consumer.shut();
            }
            // why also when no jobs are taken: other workers take over its sessions then, and their containers go.
            sessions.look();
        } catch (RuntimeException fault) {
            LOG.warn("a look at this worker failed: {}", fault.toString());
        } finally {
            lookedAt = System.nanoTime();
        }
    }

    private Health found() {
        Health hosts = check.look();
        if (hosts != Health.READY) {
            return hosts;
        }
        if (consumer.faultsInARow() >= FAULTS_UNTIL_PAUSE && pausedBeats++ < PAUSE_BEATS) {
            return Health.PAUSED;
        }
        if (pausedBeats > PAUSE_BEATS) {
            pausedBeats = 0;
            consumer.forgive();
        }
        return Health.READY;
    }

    private void say(Health now) {
        String trouble = switch (now) {
            case READY, DRAINING -> check.concern();
            case DOCKER_DOWN -> "Docker is not running. Please start Docker Desktop.";
            case PAUSED -> Objects.requireNonNullElse(check.refusal(),
                    "Too many platform errors in a row; the worker tries again by itself.");
        };
        registry.heartbeat(new WorkerStatus(id, hostName(), settings.slots(), consumer.busy(), crowded, now, trouble,
                now == Health.READY ? runtimes : List.of()), LEASE);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "unknown";
        }
    }

    private void reap() {
        if (looks++ % REAP_LOOKS == 1) {
            int removed = host.removeLeftovers(
                    registry.live().stream().map(WorkerStatus::id).collect(Collectors.toSet()));
            if (removed > 0) {
                LOG.info("removed {} containers that dead workers left", removed);
            }
        }
    }

    @Override
    public synchronized void stop() {
        ScheduledExecutorService pulse = clock;
        if (pulse == null) {
            return;
        }
        clock = null;
        pulse.shutdownNow();
        pool.shut();
        consumer.shut();
        say(Health.DRAINING);
        sessions.leave();
        waitForJobs(settings.drain());
        consumer.abort();
        waitForJobs(LEASE);
        sessions.leave();
        registry.leave(id);
    }

    private void waitForJobs(Duration most) {
        long until = System.nanoTime() + most.toNanos();
        try {
            while (!consumer.running().isEmpty() && System.nanoTime() < until) {
                Thread.sleep(Duration.ofMillis(50));
                say(Health.DRAINING);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return clock != null;
    }
}
