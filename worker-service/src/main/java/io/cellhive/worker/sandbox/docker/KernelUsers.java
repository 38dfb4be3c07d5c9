package io.cellhive.worker.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The kernel's users that containers run as, one for each: what the kernel counts by user it counts by container then.
 * Keeps no account of removals: a container carries its user as a label, and has it until the daemon lists it no more.
 *
 * <p>While both exist, two containers of one worker never have the same user, whoever left them there; two of different
 * workers only if the second was chosen less than {@link #FRESH} after the first was made, and chance chose alike. With more
 * containers than users each is shared by as few as possible.
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
    private final List<Integer> making = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final LongSupplier nanoTime;
    private long asked;

    /**
     * @param inUse the users of all containers that exist now, one for each container
     * @param nanoTime a clock as {@link System#nanoTime}
     */
    KernelUsers(Supplier<? extends Collection<Integer>> inUse, LongSupplier nanoTime) {
        this.inUse = inUse;
        this.nanoTime = nanoTime;
        asked = nanoTime.getAsLong() - FRESH.toNanos();
    }

    /** With regard to all of this daemon's sandboxes, other installations' too. */
    static KernelUsers of(DockerClient docker) {
        return new KernelUsers(() -> docker.listContainersCmd().withShowAll(true)
                .withLabelFilter(Map.of(DockerSandboxes.LABEL + "sandbox", "true")).exec().stream()
                .map(KernelUsers::user).toList(), System::nanoTime);
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
            making.remove(user);
        }
    }

    private int choose() {
        lock.lock();
        try {
            int[] free = nanoTime.getAsLong() - asked < FRESH.toNanos() ? free(0) : new int[0];
            if (free.length == 0) {
                ask();
                free = free(IntStream.of(containers()).min().orElse(0));
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

    /** When the daemon does not answer, all stays as it was, and whoever comes next asks again. */
    private void ask() {
        long now = nanoTime.getAsLong();
        // why before: what is made, and leaves this list, while the daemon answers may not be in the answer.
        List<Integer> unlisted = List.copyOf(making);
        Collection<Integer> listed = inUse.get();
        known.clear();
        known.addAll(listed);
        known.addAll(unlisted);
        asked = now;
    }

    /** How many containers each user has. */
    private int[] containers() {
        int[] count = new int[COUNT];
        known.stream().filter(user -> user >= FIRST && user < FIRST + COUNT).forEach(user -> count[user - FIRST]++);
        return count;
    }

    private int[] free(int has) {
        int[] count = containers();
        return IntStream.range(0, COUNT).filter(at -> count[at] == has).map(at -> FIRST + at).toArray();
    }
}
