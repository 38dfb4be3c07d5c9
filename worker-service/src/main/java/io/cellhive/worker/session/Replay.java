package io.cellhive.worker.session;

import io.cellhive.model.id.JobId;
import io.cellhive.model.job.FailureReason;
import io.cellhive.model.job.GivenInput;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobSpec;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.limits.Amount;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.model.session.CellNote;
import io.cellhive.model.session.PastCell;
import io.cellhive.model.session.Session;
import io.cellhive.port.JobStore;
import io.cellhive.worker.Patience;
import io.cellhive.worker.runner.Execution;
import io.cellhive.worker.runner.Execution.SessionCell;
import io.cellhive.worker.runner.RunnerMessage;
import io.cellhive.worker.runner.RunnerMessage.AfterCell;
import io.cellhive.worker.runner.RunnerMessage.Outcome;
import io.cellhive.worker.runner.RunnerMessage.Reply;
import io.cellhive.worker.runner.RunnerMessage.State;
import io.cellhive.worker.sandbox.RunnerProtocolViolation;
import io.cellhive.worker.sandbox.SandboxEnded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds a session's state: its cells run again, in order and silently, in a fresh interpreter. Bounded in time; what
 * cannot be repeated, or goes otherwise than the first time, is told and never hidden.
 */
final class Replay {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final String ENDED_PYTHON = "It ended Python itself this time, and was left out.";
    private static final Duration BEYOND = Duration.ofSeconds(5);
    private final JobStore jobs;
    private final SessionRules rules;
    private final Session session;
    private final BooleanSupplier stop;
    private final long until;
    /** Cells that ended the interpreter itself. */
    private final Set<JobId> deadly = new HashSet<>();
    private final List<CellNote> failed = new ArrayList<>();
    private final List<CellNote> leftOut = new ArrayList<>();
    private int replayed;

    Replay(JobStore jobs, SessionRules rules, Session session, BooleanSupplier stop) {
        this.jobs = jobs;
        this.rules = rules;
        this.session = session;
        this.stop = stop;
        until = System.nanoTime() + rules.sessions().replay().toNanos();
    }

    /** What a replay did. */
    record Account(int replayed, List<CellNote> failed, List<CellNote> leftOut) {}

    Account account() {
        return new Account(replayed, List.copyOf(failed), List.copyOf(leftOut));
    }

    /**
     * Goes through the history.
     *
     * @return false when a cell ended the interpreter: in the next fresh one that cell will be left out
     * @throws CancellationException when its reader wants it to stop
     */
    boolean in(Interpreter fresh) throws InterruptedException {
        replayed = 0;
        failed.clear();
        leftOut.clear();
        for (PastCell past : session.history()) {
            if (stop.getAsBoolean()) {
                throw new CancellationException("stopped while its session was rebuilt");
            }
            if (deadly.contains(past.job())) {
                fail(past, ENDED_PYTHON);
            } else if (!repeat(fresh, past)) {
                return false;
            }
        }
        fresh.agreesWith(session);
        return true;
    }

    private boolean repeat(Interpreter fresh, PastCell past) throws InterruptedException {
        if (past.end() == JobStatus.CANCELLED || past.end() == JobStatus.TIMED_OUT) {
            leaveOut(past, "It was stopped half-way; what it had done until then cannot be repeated.");
            return true;
        }
        long leftMs = Math.max(0, (until - System.nanoTime()) / 1_000_000);
        if (leftMs == 0) {
            leaveOut(past, "Rebuilding took longer than " + Amount.seconds(rules.sessions().replay())
                    + "; run it again if you need it.");
            return true;
        }
        Optional<Job> job = Patience.until(() -> jobs.find(past.job()));
        if (job.isEmpty()) {
            leaveOut(past, "Its code is no longer stored.");
            return true;
        }
        return judge(fresh, past, first(job.get()), run(fresh, job.get(), past, leftMs));
    }

    private void leaveOut(PastCell past, String why) {
        leftOut.add(new CellNote(past.executionCount(), why));
    }

    private void fail(PastCell past, String why) {
        failed.add(new CellNote(past.executionCount(), why));
    }

    private boolean judge(Interpreter fresh, PastCell past, Outcome first, @Nullable Reply reply) {
        AfterCell after = reply == null ? null : reply.after();
        if (reply == null || after == null || after.state() == State.LOST) {
            deadly.add(past.job());
            return false;
        }
        fresh.after(past.job(), after);
        fresh.memoryBytes(reply.usage().peakMemoryBytes());
        String otherwise = after.state() == State.BEFORE ? ENDED_PYTHON : difference(first, reply.outcome());
        if (otherwise == null) {
            replayed++;
        } else {
            fail(past, otherwise);
        }
        return true;
    }

    /** How the runner named a cell's end when its reader saw it; any other end leaves no state to be repeated. */
    static Outcome first(Job job) {
        if (job.status() == JobStatus.SUCCEEDED) {
            return Outcome.OK;
        }
        FailureReason reason = job.verdict() == null ? null : job.verdict().reason();
        return reason == FailureReason.WORKSPACE_LIMIT
                ? Outcome.WORKSPACE_LIMIT
                : reason == FailureReason.PROCESS_LIMIT ? Outcome.PROCESS_LIMIT : Outcome.ERROR;
    }

    /** What to tell of a cell that ended otherwise than the first time; null when it ended alike. */
    static @Nullable String difference(Outcome first, Outcome now) {
        if (now == first) {
            return null;
        }
        return switch (now) {
            case OK -> "It ended without the error it had before.";
            case ERROR, WORKSPACE_LIMIT, FILES_TOO_LARGE, PROCESS_LIMIT -> first == Outcome.OK
                    ? "It ended with an error this time."
                    : "It ended with another error than before.";
            case TIMEOUT, INTERRUPTED -> "It did not come to its end in the time there was.";
            case INPUT_TIMEOUT -> "Its question could not be answered again.";
            case MEMORY_LIMIT, OUTPUT_LIMIT, DIED -> "It was stopped this time, and left nothing.";
        };
    }

    /** Null when the runner does not come back from it. */
    private @Nullable Reply run(Interpreter fresh, Job job, PastCell past, long leftMs) throws InterruptedException {
        JobSpec spec = job.spec();
        ResourceLimits limits = spec.limits();
        long wallMs = Math.min(limits.wallClockMs(), leftMs);
        ResourceLimits bounded = new ResourceLimits(limits.memoryBytes(), limits.cpu(), wallMs, limits.processes(),
                limits.outputBytes(), limits.workspaceBytes());
        List<@Nullable String> inputs = new ArrayList<>();
        job.inputs().stream().map(GivenInput::value).forEach(inputs::add);
        fresh.listener().attend(true);
        try {
            fresh.runner().execute(new Execution(new JobSpec(spec.runtime(), spec.image(), spec.code(), spec.cell(),
                    List.of(), bounded), rules.results(), rules.worker().grace(), Duration.ofMillis(1),
                    new SessionCell(job.id(), past.executionCount(), true, inputs, rules.sessions().snapshots())));
            return reply(fresh, Duration.ofMillis(wallMs).plus(rules.worker().grace()).plus(BEYOND));
        } catch (SandboxEnded ended) {
            if (ended.byItself()) {
                return null;
            }
            throw ended;
        } catch (IllegalArgumentException tooLong) {
            throw new RunnerProtocolViolation("a cell that is too long to be repeated", tooLong);
        } finally {
            fresh.listener().attend(false);
        }
    }

    private @Nullable Reply reply(Interpreter fresh, Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        boolean interrupted = false;
        while (System.nanoTime() < end) {
            RunnerMessage message = fresh.listener().next(LOOK);
            if (message instanceof Reply reply) {
                return reply;
            }
            if (!interrupted && (stop.getAsBoolean() || message instanceof RunnerMessage.Asked)) {
                interrupted = true;
                fresh.runner().interrupt();
            }
        }
        return null;
    }
}
