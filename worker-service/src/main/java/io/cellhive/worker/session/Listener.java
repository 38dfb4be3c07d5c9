package io.cellhive.worker.session;

import io.cellhive.model.file.FileName;
import io.cellhive.worker.runner.RunnerMessage;
import io.cellhive.worker.runner.RunnerMessage.Answered;
import io.cellhive.worker.runner.RunnerSession;
import io.cellhive.worker.sandbox.RunnerProtocolViolation;
import io.cellhive.worker.sandbox.SandboxEnded;
import io.cellhive.worker.sandbox.SandboxException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads a live interpreter's messages on a thread of its own, so that questions about it are answered while a cell runs
 * and its end is noticed while none does. What a program prints between two cells is nobody's and is dropped.
 */
final class Listener implements AutoCloseable {
    private static final Duration WHILE_QUIET = Duration.ofMinutes(1);
    private static final int WAITING = 64;
    private static final int MOST_QUESTIONS = 16;
    private final RunnerSession runner;
    private final Thread thread;
    private final BlockingQueue<Heard> heard = new ArrayBlockingQueue<>(WAITING);
    private final Map<Long, CompletableFuture<Answered>> questions = new ConcurrentHashMap<>();
    private final Map<Long, Runnable> files = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private volatile boolean attended;
    private volatile @Nullable SandboxException over;

    private Listener(RunnerSession runner) {
        this.runner = runner;
        thread = Thread.ofVirtual().name("session-listener").unstarted(this::listen);
    }

    /** From now on nobody else reads from this runner. */
    static Listener start(RunnerSession runner) {
        Listener listener = new Listener(runner);
        listener.thread.start();
        return listener;
    }

    private sealed interface Heard {
        record Message(RunnerMessage message) implements Heard {}

        record Over(SandboxException how) implements Heard {}
    }

    private void listen() {
        try {
            while (true) {
                switch (runner.next(WHILE_QUIET)) {
                    case null -> {
                    }
                    case Answered answered -> answered(answered);
                    case RunnerMessage message -> put(new Heard.Message(message));
                }
            }
        } catch (InterruptedException closed) {
            end(new SandboxEnded(false, null, false, "closed"));
        } catch (SandboxException ended) {
            end(ended);
        } catch (RuntimeException odd) {
            end(new RunnerProtocolViolation("unreadable", odd));
        }
    }

    private void answered(Answered answered) {
        Runnable refused = files.remove(answered.request());
        if (refused != null && !answered.ok()) {
            refused.run();
        }
        CompletableFuture<Answered> question = questions.remove(answered.request());
        if (question != null) {
            question.complete(answered);
        }
    }

    /** A flood waits in the pipe while a cell runs, and is dropped when none does. */
    private void put(Heard.Message message) throws InterruptedException {
        boolean taken = false;
        while (attended && !taken) {
            taken = heard.offer(message, 100, TimeUnit.MILLISECONDS);
        }
    }

    private void end(SandboxException how) {
        over = how;
        questions.values().forEach(question -> question.completeExceptionally(how));
        questions.clear();
        if (!heard.offer(new Heard.Over(how))) {
            heard.clear();
            heard.add(new Heard.Over(how));
        }
    }

    /** Whether the messages of a cell are wanted from now on. */
    void attend(boolean wanted) {
        attended = wanted;
        if (over == null) {
            heard.clear();
        }
    }

    /**
     * The next message of the cell; null when none came in time.
     *
     * @throws SandboxException when the conversation is over
     */
    @Nullable
    RunnerMessage next(Duration timeout) throws InterruptedException {
        SandboxException ended = over;
        if (ended != null && heard.isEmpty()) {
            throw ended;
        }
        return switch (heard.poll(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            case null -> null;
            case Heard.Message(RunnerMessage message) -> message;
            case Heard.Over(SandboxException how) -> throw how;
        };
    }

    /** Asks about the interpreter. @throws IllegalArgumentException if the question is too long, or too many wait */
    CompletableFuture<Answered> ask(String kind, Map<String, Object> arguments) {
        if (questions.size() >= MOST_QUESTIONS) {
            throw new IllegalArgumentException("too many questions at once");
        }
        long number = numbers.incrementAndGet();
        CompletableFuture<Answered> question = new CompletableFuture<>();
        questions.put(number, question);
        question.whenComplete((_, _) -> questions.remove(number));
        try {
            runner.ask(kind, number, arguments);
        } catch (IllegalArgumentException tooLong) {
            questions.remove(number);
            throw tooLong;
        }
        SandboxException ended = over;
        if (ended != null) {
            question.completeExceptionally(ended);
        }
        return question;
    }

    /** Puts a file. @param refused is run when the runner says that it could not; must not block */
    void file(FileName name, byte[] bytes, Runnable refused) {
        long number = numbers.incrementAndGet();
        files.put(number, refused);
        runner.file(name, bytes, number);
    }

    /** Whether the interpreter's container still talks to us. */
    boolean open() {
        return over == null;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
