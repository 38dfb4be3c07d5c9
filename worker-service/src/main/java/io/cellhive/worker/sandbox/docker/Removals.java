package io.cellhive.worker.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.CallerRunsPolicy;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Destroys containers behind the back of their jobs. Whoever comes when very many wait destroys his own. */
final class Removals {
    private static final Logger LOG = LoggerFactory.getLogger(Removals.class);
    private static final int AT_ONCE = 2;
    private static final int MOST_WAITING = 64;
    private static final Duration AT_THE_END = Duration.ofSeconds(20);
    private final DockerClient docker;
    private final Set<String> held;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(AT_ONCE, AT_ONCE, 0, TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING), Thread.ofVirtual().name("removal-", 0).factory(),
            new CallerRunsPolicy());

    /** @param held ids that the reaper leaves alone; an id is taken out when its container is gone or given up */
    Removals(DockerClient docker, Set<String> held) {
        this.docker = docker;
        this.held = held;
    }

    void add(String id) {
        threads.execute(() -> {
            remove(id);
            held.remove(id);
        });
    }

    /** At once. @return whether this call removed it */
    boolean remove(String id) {
        try {
            docker.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
            return true;
        } catch (NotFoundException | ConflictException goneOrGoing) {
            LOG.debug("container {} is removed already", id);
        } catch (RuntimeException left) {
            LOG.warn("container {} stays for the reaper: {}", id, left.toString());
        }
        return false;
    }

    /** Waits for those that were added. */
    void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(AT_THE_END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("containers stay for the reaper");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
