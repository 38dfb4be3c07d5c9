package io.cellhive.worker.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
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
 * Keeps no account of its own: a container carries its user as a label, and has it until the daemon lists it no more.
 *
 * <p>While both exist, two containers of one worker never have the same user, whoever left them there; two of different
 * workers only if both were made in the same moment and chance chose alike. With more containers than users each is
 * shared by as few as possible.
 */
final class KernelUsers {
    static final String LABEL = DockerSandboxes.LABEL + "user";
    /** As runtimes/python/Dockerfile names them, with {@link #COUNT}. */
    static final int FIRST = 10_001;
    /** More than containers on any one host. */
    static final int COUNT = 1_000;
    private final Supplier<? extends Collection<Integer>> inUse;
    /** Of containers that are being made: the daemon may not list them yet. */
    private final List<Integer> chosen = new ArrayList<>();
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
            // why within the lock: a container that is made, and forgotten here, before the daemon is asked is listed.
            int[] containers = new int[COUNT];
            count(inUse.get(), containers);
            count(chosen, containers);
            int fewest = IntStream.of(containers).min().orElse(0);
            int[] free = IntStream.range(0, COUNT).filter(at -> containers[at] == fewest).toArray();
            // why by chance: the kernel may count on for a moment after a container's end, and other workers choose too.
            int user = FIRST + free[ThreadLocalRandom.current().nextInt(free.length)];
            chosen.add(user);
            return user;
        } finally {
            lock.unlock();
        }
    }

    private static void count(Collection<Integer> users, int[] containers) {
        for (int user : users) {
            if (user >= FIRST && user < FIRST + COUNT) {
                containers[user - FIRST]++;
            }
        }
    }

    private void forget(Integer user) {
        lock.lock();
        try {
            chosen.remove(user);
        } finally {
            lock.unlock();
        }
    }
}
