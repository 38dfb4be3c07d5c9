package io.cellhive.worker.job;

import io.cellhive.model.job.Job;
import io.cellhive.port.JobStore;
import io.cellhive.worker.Patience;
import io.cellhive.worker.runner.RunnerMessage;
import io.cellhive.worker.runner.RunnerSession;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a program asks its reader, from the asking to the answer. Meanwhile the job has neither a slot nor its message,
 * unless too many wait; the answer goes to the program when it has a slot again.
 */
final class Question {
    /** For an answer whose signal was lost. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private final Job job;
    private final JobStore store;
    private final Slot slot;
    private final Letter letter;
    private RunnerMessage.@Nullable Asked asked;
    private int number;
    private @Nullable String answer;
    private long askedAt;
    private long lookAt;
    private long waited;
    private volatile boolean signalled;

    Question(Job job, JobStore store, Slot slot, Letter letter) {
        this.job = job;
        this.store = store;
        this.slot = slot;
        this.letter = letter;
    }

    /** @return false when the attempt is not ours any more */
    boolean ask(RunnerMessage.Asked question) throws InterruptedException {
        Optional<Integer> given = Patience
                .until(() -> store.ask(job.id(), job.attempt(), question.prompt(), question.password()));
        if (given.isEmpty()) {
            return false;
        }
        asked = question;
        number = given.get();
        answer = null;
        askedAt = System.nanoTime();
        lookAt = askedAt + LOOK_AGAIN.toNanos();
        if (slot.leave(question.memoryBytes())) {
            letter.letGo();
        }
        return true;
    }

    /** An answer may be there; from any thread. */
    void signal() {
        signalled = true;
    }

    boolean open() {
        return asked != null;
    }

    /** How long the program has waited for answers, all together. */
    Duration waited() {
        return Duration.ofNanos(waited + (asked == null ? 0 : System.nanoTime() - askedAt));
    }

    /** How long the open question has waited. */
    Duration waiting() {
        return Duration.ofNanos(asked == null ? 0 : System.nanoTime() - askedAt);
    }

    /** Hands the answer on when there is one, and a slot. */
    void look(RunnerSession runner) throws InterruptedException {
        RunnerMessage.Asked open = asked;
        if (open == null) {
            return;
        }
        long now = System.nanoTime();
        if (answer == null && (signalled || now >= lookAt)) {
            signalled = false;
            lookAt = now + LOOK_AGAIN.toNanos();
            answer = Patience.until(() -> store.takeAnswer(job.id(), job.attempt(), number)).orElse(null);
        }
        if (answer != null && slot.tryTake()) {
            runner.answer(open.number(), answer);
            close();
        }
    }

    /** The program waits no more. */
    void close() {
        if (asked != null) {
            waited += System.nanoTime() - askedAt;
            asked = null;
        }
    }
}
