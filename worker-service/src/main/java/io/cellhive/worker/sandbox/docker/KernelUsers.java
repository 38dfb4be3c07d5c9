package io.cellhive.worker.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The kernel's users that containers run as, one for each: what the kernel counts by user it counts by container then.
 * Keeps no account of removals: a container carries its user as a label, and has it until the daemon lists it no more.
 *
 * <p>While both exist, two containers of one worker never have the same user, whoever left them there; two of different
 * workers only if both were made within {@link #FRESH} and chance chose alike. With more containers than users each is
 * shared by as few as possible.
 */
final class KernelUsers {
    static final String LABEL = DockerSandboxes.LABEL + "user";
    /** As runtimes/python/Dockerfile names them, with {@link #COUNT}. */
    static final int FIRST = 10_001;
    /** More than containers on any one host. */
    static final int COUNT = 1_000;
    /** The daemon's list is good for so long, with what was chosen since: it takes a tenth as long as making a container. */
    private static final Duration FRESH = Duration.ofSeconds(2);
    private final Supplier<? extends Collection<Integer>> inUse;
    /** As the daemon said last, and what was chosen since. */
    private final List<Integer> known = new ArrayList<>();
    /** Of containers that are being made: the daemon may not list them yet. */
    private final List<Integer> making = new ArrayList<>();
    private long asked = System.nanoTime() - FRESH.toNanos();
    private final ReentrantLock lock = new ReentrantLock();

    /** @param inUse the users of all containers that exist now, one for each container */
    KernelUsers(Supplier<? extends Collection<Integer>> inUse) {
        this.inUse = inUse;
    }

    /** With regard to all of this daemon's sandboxes, other installations' too. */
    static KernelUsers of(DockerClient docker) {
        return new KernelUsers(() -> docker.listContainersCmd().withShowAll(true)
                .withLabelFilter(Map.of(DockerSandboxes.LABEL + "sandbox", "true")).exec().stream()
                .map(KernelUsers::user).toList());
    }

    private static int user(Container container) {
        String label = container.getLabels().getOrDefault(LABEL, "");
        // why: sandboxes without the label, of a worker that did not know it yet, are all the first user's.
        return label.matches("\\d{1,9}") ? Integer.parseInt(label) : FIRST;
    }

    /** @param make makes a container that runs as the user it is given and is labelled so */
    <T> T withOne(IntFunction<T> make) {
        Integer user = choose();
        try {
            return make.apply(user);
        } finally {
            forget(user);
        }
    }

    private int choose() {
        lock.lock();
        try {
            int[] free = System.nanoTime() - asked < FRESH.toNanos() ? free(0) : new int[0];
            if (free.length == 0) {
                ask();
                free = free(containers().min().orElse(0));
            }
            // why by chance: the kernel may count on for a moment after a container's end, and other workers choose too.
            int user = free[ThreadLocalRandom.current().nextInt(free.length)];
            known.add(user);
            making.add(user);
            return user;
        } finally {
            lock.unlock();
        }
    }

    /** Within the lock: what is made, and forgotten here, before the daemon is asked is listed. */
    private void ask() {
        asked = System.nanoTime();
        known.clear();
        known.addAll(inUse.get());
        known.addAll(making);
    }

    /** How many containers each user has. */
    private IntStream containers() {
        int[] count = new int[COUNT];
        known.stream().filter(user -> user >= FIRST && user < FIRST + COUNT).forEach(user -> count[user - FIRST]++);
        return IntStream.of(count);
    }

    private int[] free(int has) {
        int[] count = containers().toArray();
        return IntStream.range(0, COUNT).filter(at -> count[at] == has).map(at -> FIRST + at).toArray();
    }

    private void forget(Integer user) {
        lock.lock();
        try {
            making.remove(user);
        } finally {
            lock.unlock();
        }
    }
}
