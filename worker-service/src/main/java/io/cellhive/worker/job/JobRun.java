package io.cellhive.worker.job;

import io.cellhive.model.event.Event;
import io.cellhive.model.file.InputFile;
import io.cellhive.model.job.FailureReason;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.limits.ContainerSource;
import io.cellhive.model.limits.ResourceUsage;
import io.cellhive.model.output.Output;
import io.cellhive.worker.Patience;
import io.cellhive.worker.runner.RunnerMessage;
import io.cellhive.worker.runner.RunnerMessage.AfterCell;
import io.cellhive.worker.runner.RunnerMessage.Reply;
import io.cellhive.worker.runner.RunnerSession;
import io.cellhive.worker.sandbox.RunnerProtocolViolation;
import io.cellhive.worker.sandbox.Sandbox;
import io.cellhive.worker.sandbox.SandboxEnded;
import io.cellhive.worker.sandbox.SandboxUnavailable;
import io.cellhive.worker.session.Stay;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One attempt of a job, from the first file to the reply. Keeps the runner's limits a second time. */
final class JobRun {
    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration TICK = Duration.ofMillis(50);
    /** What comes together is written down together; the runner has collected text for longer already. */
    private static final Duration TOGETHER = Duration.ofMillis(8);
    private static final Duration BEYOND = Duration.ofSeconds(10);
    private final Job job;
    private final RunTools tools;
    private final Showing showing;
    private final Collected collected;
    private final Question question;
    private volatile boolean cancelled;
    private volatile @Nullable RunnerSession running;
    private boolean interrupted;
    private @Nullable Instant interruptedAt;
    private @Nullable Stay stay;
    private @Nullable ContainerSource container;

    JobRun(Job job, RunTools tools, Slot slot, Letter letter) {
        this.job = job;
        this.tools = tools;
        showing = new Showing(job, tools.log(), tools.results());
        collected = new Collected(job.owner(), tools.files(), tools.results());
        question = new Question(job, tools.store(), slot, letter);
    }

    Job job() {
        return job;
    }

    /** Its owner asked it to stop. The program is interrupted at once; the thread that runs it sees to what follows. */
    void cancel() {
        cancelled = true;
        RunnerSession session = running;
        if (session != null) {
            session.interrupt();
        }
    }

    boolean cancelled() {
        return cancelled;
    }

    /** Its program's question may have been answered. */
    void answered() {
        question.signal();
    }

    /** Where its messages come from. */
    @FunctionalInterface
    private interface Incoming {
        @Nullable
        RunnerMessage next(Duration timeout) throws InterruptedException;
    }

    /**
     * Runs a one-off job to the end.
     *
     * @throws io.cellhive.worker.sandbox.SandboxException when the platform failed
     */
    RunEnd in(Sandbox sandbox) throws InterruptedException {
        RunnerSession session = new RunnerSession(sandbox);
        container = sandbox.source();
        session.awaitReady(READY);
        for (InputFile file : job.spec().files()) {
            session.file(file.name(), Patience.until(() -> tools.files().get(job.owner(), file.sha256()))
                    .orElseThrow(() -> new SandboxUnavailable("file " + file.name() + " is gone", false, null)));
        }
        session.execute(tools.oneOff(job));
        return toTheEnd(session, session::next);
    }

    /**
     * Runs a cell to the end in its session's interpreter.
     *
     * @throws io.cellhive.worker.sandbox.SandboxException when the platform failed
     */
    RunEnd in(Stay session) throws InterruptedException {
        stay = session;
        container = session.source();
        var restored = session.restored();
        if (restored != null) {
            showing.tell(restored.event(job.attempt()));
            showing.flush();
        }
        if (showing.lost()) {
            return new RunEnd.Lost();
        }
        session.runner().execute(tools.cell(job));
        return toTheEnd(session.runner(), session::next);
    }

    private RunEnd toTheEnd(RunnerSession session, Incoming incoming) throws InterruptedException {
        running = session;
        try {
            return follow(session, incoming);
        } catch (SandboxEnded ended) {
            if (ended.byItself()) {
                return done(verdict(ended), null);
            }
            showing.flush();
            throw ended;
        } finally {
            running = null;
        }
    }

    private Verdict verdict(SandboxEnded ended) {
        if (ended.outOfMemory()) {
            return Verdicts.memory(job.spec().limits(), "");
        }
        return cancelled ? Verdicts.cancelled() : Verdicts.died(null);
    }

    private RunEnd follow(RunnerSession session, Incoming incoming) throws InterruptedException {
        Instant deadline = Instant.now().plusMillis(job.spec().limits().wallClockMs()).plus(tools.grace()).plus(BEYOND);
        while (true) {
            RunnerMessage message = incoming.next(showing.waits() ? TOGETHER : TICK);
            switch (message) {
                case null -> showing.flush();
                case RunnerMessage.Showed shown -> showing.show(shown);
                case RunnerMessage.LeftArtifact left -> collected.keep(left);
                case RunnerMessage.SkippedArtifact skipped -> showing.add(new Output.Stream("stderr",
                        "The file " + skipped.name() + " was not kept (" + skipped.why() + ").\n"));
                case RunnerMessage.Asked asked -> ask(asked);
                case Reply reply -> {
                    return ended(session, reply);
                }
                case RunnerMessage.Ready _,RunnerMessage.Rewound _,RunnerMessage.Answered _ ->
                    throw new RunnerProtocolViolation(
                            message.getClass().getSimpleName() + " during a run");
            }
            if (showing.lost()) {
                return new RunEnd.Lost();
            }
            question.look(session);
            Verdict stopped = stop(session, deadline);
            if (stopped != null) {
                return done(stopped, null);
            }
        }
    }

    private void ask(RunnerMessage.Asked asked) throws InterruptedException {
        showing.flush();
        if (!showing.lost() && !question.ask(asked)) {
            showing.lose();
        }
    }

    private RunEnd ended(RunnerSession session, Reply reply) throws InterruptedException {
        question.close();
        AfterCell after = reply.after();
        if (stay != null && after != null && !after.started()) {
            return new RunEnd.NotBegun();
        }
        if (stay == null && reply.leavesNoDoubt()) {
            session.endedWell();
        }
        if (after != null && !after.variables().isEmpty()) {
            showing.tell(new Event.VariablesDefined(0, Instant.now(), job.attempt(), after.variables()));
        }
        return showing.lost()
                ? new RunEnd.Lost()
                : done(Verdicts.of(reply, job.spec().limits(), cancelled, showing.error(),
                        tools.sessions().inputWait()),
                        reply);
    }

    /** The worker's own deadline, beyond the runner's; a runner that does not answer loses its container. */
    private @Nullable Verdict stop(RunnerSession session, Instant deadline) {
        Instant now = Instant.now();
        if (cancelled && !interrupted) {
            interrupted = true;
            interruptedAt = now;
            session.interrupt();
        }
        if (interruptedAt != null && now.isAfter(interruptedAt.plus(tools.grace()).plusSeconds(5))) {
            return Verdicts.cancelled();
        }
        Duration patience = tools.sessions().inputWait();
        if (question.open()) {
            return question.waiting().compareTo(patience.plus(BEYOND)) > 0 ? Verdicts.unanswered(patience) : null;
        }
        return now.isAfter(deadline.plus(question.waited())) ? Verdicts.timedOut(job.spec().limits()) : null;
    }

    private RunEnd done(Verdict verdict, @Nullable Reply reply) {
        Stay session = stay;
        boolean kept = session != null && reply != null && session.after(job.id(), reply);
        if (session != null && reply == null) {
            session.lost(verdict.reason() == FailureReason.MEMORY_LIMIT);
        }
        boolean gone = session != null && !kept && (reply == null || reply.after() == null
                || reply.after().state() == RunnerMessage.State.LOST);
        Verdict said = session == null || kept ? verdict : Verdicts.inSession(verdict, gone);
        return new RunEnd.Done(showing.rest(), new JobResult(said, usage(reply), collected.all(), kept));
    }

    /** As far as the worker itself knows it; null when it never had a container. */
    @Nullable
    ResourceUsage usageSoFar() {
        return container == null ? null : usage(null);
    }

    private ResourceUsage usage(@Nullable Reply reply) {
        Instant started = job.startedAt() == null ? job.createdAt() : job.startedAt();
        long queuedMs = Math.max(0, Duration.between(job.createdAt(), started).toMillis());
        long ranMs = Math.max(0, Duration.between(started, Instant.now()).toMillis());
        return reply == null
                ? new ResourceUsage(ranMs, 0, 0, showing.bytes(), queuedMs, container)
                : new ResourceUsage(reply.usage().wallMs(), reply.usage().cpuMs(), reply.usage().peakMemoryBytes(),
                        reply.usage().outputBytes(), queuedMs, container);
    }
}
