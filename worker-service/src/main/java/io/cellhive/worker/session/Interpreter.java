package io.cellhive.worker.session;

import io.cellhive.model.file.FileName;
import io.cellhive.model.file.InputFile;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.Sha256;
import io.cellhive.model.session.PastCell;
import io.cellhive.model.session.Session;
import io.cellhive.port.FileStore;
import io.cellhive.worker.Patience;
import io.cellhive.worker.runner.RunnerMessage;
import io.cellhive.worker.runner.RunnerMessage.AfterCell;
import io.cellhive.worker.runner.RunnerSession;
import io.cellhive.worker.sandbox.Sandbox;
import io.cellhive.worker.sandbox.SandboxException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One container that holds a session's interpreter, and what is known of its state. Whoever changes the state holds the
 * session's seat; questions and files come from any thread. Closing it destroys the container.
 */
final class Interpreter implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration REWIND = Duration.ofSeconds(5);
    /** Far less than the store keeps a file that nobody reads. */
    private static final Duration READ_AGAIN = Duration.ofHours(12);
    private final Sandbox sandbox;
    private final RunnerSession runner;
    private final Listener listener;
    private final Session madeFor;
    private final ReentrantLock filesLock = new ReentrantLock();
    private final Map<FileName, Sha256> files = new ConcurrentHashMap<>();
    private Instant filesAsOf = Instant.MIN;
    private Instant filesReadAt = Instant.MIN;
    private final List<JobId> applied = new ArrayList<>();
    private Set<JobId> snapshots = Set.of();
    private boolean used;
    private volatile long memoryBytes;

    private Interpreter(Sandbox sandbox, RunnerSession runner, Session madeFor) {
        this.sandbox = sandbox;
        this.runner = runner;
        this.madeFor = madeFor;
        listener = Listener.start(runner);
    }

    /** Greets the runner; closes the sandbox when that fails. */
    static Interpreter in(Sandbox sandbox, Session session) throws InterruptedException {
        try {
            RunnerSession runner = new RunnerSession(sandbox);
            runner.awaitReady(READY);
            return new Interpreter(sandbox, runner, session);
        } catch (InterruptedException | RuntimeException failed) {
            sandbox.close();
            throw failed;
        }
    }

    RunnerSession runner() {
        return runner;
    }

    Listener listener() {
        return listener;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    OwnerId owner() {
        return madeFor.owner();
    }

    long epoch() {
        return madeFor.epoch();
    }

    /** Null when it has ended. */
    @Nullable
    Standing standing() {
        return alive()
                ? new Standing(madeFor.epoch(), madeFor.generation(), madeFor.limits(), applied, snapshots)
                : null;
    }

    /** Whether a cell ran in it. */
    boolean used() {
        return used;
    }

    /** What its newest cell used at most. */
    long memoryBytes() {
        return memoryBytes;
    }

    void memoryBytes(long bytes) {
        memoryBytes = bytes;
    }

    boolean alive() {
        return listener.open() && sandbox.alive();
    }

    /** It is now as its session shall be. */
    void agreesWith(Session session) {
        used = false;
        applied.clear();
        session.history().stream().map(PastCell::job).forEach(applied::add);
    }

    void after(JobId job, AfterCell after) {
        used = true;
        snapshots = Set.copyOf(after.snapshots());
        if (after.state() == RunnerMessage.State.KEPT) {
            applied.add(job);
        }
    }

    /** @return false when the runner refuses */
    boolean rewind(@Nullable JobId after) throws InterruptedException {
        listener.attend(true);
        try {
            runner.rewind(after);
            long until = System.nanoTime() + REWIND.toNanos();
            while (System.nanoTime() < until) {
                if (listener.next(REWIND) instanceof RunnerMessage.Rewound(boolean ok, var _)) {
                    return ok && cutAfter(after);
                }
            }
            return false;
        } catch (SandboxException gone) {
            return false;
        } finally {
            listener.attend(false);
        }
    }

    private boolean cutAfter(@Nullable JobId job) {
        int keep = job == null ? 0 : applied.indexOf(job) + 1;
        Set<JobId> dropped = applied.subList(keep, applied.size()).stream().collect(Collectors.toSet());
        applied.subList(keep, applied.size()).clear();
        snapshots = snapshots.stream().filter(it -> !dropped.contains(it)).collect(Collectors.toSet());
        return true;
    }

    /** Puts what is new or other among the session's files, and takes out what it no longer has. Ignores old news. */
    void bring(Session session, FileStore store) throws InterruptedException {
        filesLock.lock();
        try {
            if (session.usedAt().isBefore(filesAsOf)) {
                return;
            }
            filesAsOf = session.usedAt();
            readAgain(session, store);
            for (InputFile file : session.files()) {
                if (!file.sha256().equals(files.get(file.name()))) {
                    Optional<byte[]> bytes = Patience.until(() -> store.get(session.owner(), file.sha256()));
                    Sha256 before = files.put(file.name(), file.sha256());
                    bytes.ifPresent(it -> listener.file(file.name(), it,
                            () -> notBrought(file.name(), file.sha256(), before)));
                }
            }
            Set<FileName> wanted = session.files().stream().map(InputFile::name).collect(Collectors.toSet());
            files.keySet().removeIf(name -> {
                boolean gone = !wanted.contains(name);
                if (gone) {
                    runner.removeFile(name);
                }
                return gone;
            });
        } finally {
            filesLock.unlock();
        }
    }

    /** What was there before still is, and the next cell tries again. The runner itself tells the reader. */
    private void notBrought(FileName name, Sha256 refused, @Nullable Sha256 before) {
        files.computeIfPresent(name, (_, now) -> now.equals(refused) ? before : now);
    }

    /** A file that the session still needs for its next rebuild must not expire meanwhile; each read renews it. */
    private void readAgain(Session session, FileStore store) throws InterruptedException {
        if (filesReadAt.isBefore(filesAsOf.minus(READ_AGAIN))) {
            filesReadAt = filesAsOf;
            for (InputFile file : session.files()) {
                if (file.sha256().equals(files.get(file.name()))) {
                    Patience.until(() -> store.get(session.owner(), file.sha256()));
                }
            }
        }
    }

    @Override
    public void close() {
        listener.close();
        sandbox.close();
    }
}
