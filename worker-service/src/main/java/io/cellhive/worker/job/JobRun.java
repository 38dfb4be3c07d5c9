package io.cellhive.worker.job;

import io.cellhive.model.file.Artifact;
import io.cellhive.model.file.InputFile;
import io.cellhive.model.id.Sha256;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.limits.ContainerSource;
import io.cellhive.model.limits.ResourceUsage;
import io.cellhive.model.output.Output;
import io.cellhive.port.EventLog;
import io.cellhive.port.FileStore;
import io.cellhive.worker.runner.ResultLimits;
import io.cellhive.worker.runner.RunnerMessage;
import io.cellhive.worker.runner.RunnerMessage.Reply;
import io.cellhive.worker.runner.RunnerSession;
import io.cellhive.worker.sandbox.RunnerProtocolViolation;
import io.cellhive.worker.sandbox.Sandbox;
import io.cellhive.worker.sandbox.SandboxEnded;
import io.cellhive.worker.sandbox.SandboxUnavailable;
import java.net.URLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One attempt of a job in one sandbox, from the first file to the reply. Keeps the runner's limits a second time. */
final class JobRun {
    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration TICK = Duration.ofMillis(50);
    /** What comes together is written down together; the runner has collected text for longer already. */
    private static final Duration TOGETHER = Duration.ofMillis(8);
    private static final int BATCH = 64;
    private static final int FLOOD_FACTOR = 16;
    private final Job job;
    private final EventLog log;
    private final FileStore files;
    private final ResultLimits results;
    private final Duration grace;
    private final List<Artifact> artifacts = new ArrayList<>();
    private final List<Output> waiting = new ArrayList<>();
    private volatile boolean cancelled;
    private volatile @Nullable RunnerSession running;
    private boolean interrupted;
    private boolean lost;
    private @Nullable Instant interruptedAt;
    private long shownOutputs;
    private long shownBytes;
    private long artifactBytes;
    private @Nullable String error;
    private @Nullable ContainerSource container;

    JobRun(Job job, EventLog log, FileStore files, ResultLimits results, Duration grace) {
        this.job = job;
        this.log = log;
        this.files = files;
        this.results = results;
        this.grace = grace;
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

    /**
     * Runs to the end. Empty when the attempt is not ours any more.
     *
     * @throws io.cellhive.worker.sandbox.SandboxException when the platform failed
     */
    Optional<JobResult> in(Sandbox sandbox) throws InterruptedException {
        RunnerSession session = new RunnerSession(sandbox);
        container = sandbox.source();
        session.awaitReady(READY);
        for (InputFile file : job.spec().files()) {
            session.file(file.name(), Patience.until(() -> files.get(job.owner(), file.sha256()))
                    .orElseThrow(() -> new SandboxUnavailable("file " + file.name() + " is gone", false, null)));
        }
        session.execute(job.spec(), results, grace);
        running = session;
        Instant deadline = Instant.now().plusMillis(job.spec().limits().wallClockMs()).plus(grace).plusSeconds(10);
        try {
            return follow(session, deadline);
        } catch (SandboxEnded ended) {
            flush();
            if (ended.byItself()) {
                return Optional.of(result(verdict(ended), null));
            }
            throw ended;
        }
    }

    private Verdict verdict(SandboxEnded ended) {
        if (ended.outOfMemory()) {
            return Verdicts.memory(job.spec().limits(), "");
        }
        return cancelled ? Verdicts.cancelled() : Verdicts.died(null);
    }

    private Optional<JobResult> follow(RunnerSession session, Instant deadline) throws InterruptedException {
        while (true) {
            RunnerMessage message = session.next(waiting.isEmpty() ? TICK : TOGETHER);
            switch (message) {
                case null -> flush();
                case RunnerMessage.Showed shown -> show(shown);
                case RunnerMessage.LeftArtifact left -> keep(left);
                case RunnerMessage.SkippedArtifact skipped -> waiting.add(new Output.Stream("stderr",
                        "The file " + skipped.name() + " was not kept (" + skipped.why() + ").\n"));
                case Reply reply -> {
                    flush();
                    if (reply.leavesNoDoubt()) {
                        session.endedWell();
                    }
                    return lost
                            ? Optional.empty()
                            : Optional
                                    .of(result(Verdicts.of(reply, job.spec().limits(), cancelled, error), reply));
                }
                case RunnerMessage.Ready _ -> throw new RunnerProtocolViolation("ready twice");
            }
            if (lost) {
                return Optional.empty();
            }
            Optional<JobResult> stopped = stop(session, deadline);
            if (stopped.isPresent()) {
                flush();
                return stopped;
            }
        }
    }

    /** The worker's own deadline, beyond the runner's; a runner that does not answer loses its container. */
    private Optional<JobResult> stop(RunnerSession session, Instant deadline) {
        Instant now = Instant.now();
        if (cancelled && !interrupted) {
            interrupted = true;
            interruptedAt = now;
            session.interrupt();
        }
        if (interruptedAt != null && now.isAfter(interruptedAt.plus(grace).plusSeconds(5))) {
            return Optional.of(result(Verdicts.cancelled(), null));
        }
        return now.isAfter(deadline)
                ? Optional.of(result(Verdicts.timedOut(job.spec().limits()), null))
                : Optional.empty();
    }

    private void show(RunnerMessage.Showed shown) throws InterruptedException {
        shownBytes += shown.bytes();
        long most = FLOOD_FACTOR * job.spec().limits().outputBytes()
                + results.figures() * 2 * results.figureBytes().toBytes();
        if (shownBytes > most) {
            throw new RunnerProtocolViolation("more output than the limits allow");
        }
        if (shown.output() instanceof Output.ErrorOutput failed) {
            String place = failed.line() == null ? "" : " (Cell " + job.spec().cell() + ", line " + failed.line() + ")";
            error = failed.ename() + (failed.evalue().isEmpty() ? "" : ": " + brief(failed.evalue())) + place;
        }
        waiting.add(shown.output());
        if (waiting.size() >= BATCH) {
            flush();
        }
    }

    private static String brief(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300) + "…";
    }

    private void flush() throws InterruptedException {
        if (!waiting.isEmpty()
                && !Patience.until(() -> log.append(job.id(), job.attempt(), shownOutputs, List.copyOf(waiting)))) {
            lost = true;
        }
        shownOutputs += waiting.size();
        waiting.clear();
    }

    private void keep(RunnerMessage.LeftArtifact left) throws InterruptedException {
        artifactBytes += left.bytes().length;
        if (artifacts.size() >= results.artifacts() || artifactBytes > results.artifactBytes().toBytes()) {
            throw new RunnerProtocolViolation("more artifacts than the limits allow");
        }
        Sha256 sha256 = Patience.until(() -> files.put(job.owner(), left.bytes()));
        String type = URLConnection.guessContentTypeFromName(left.name());
        artifacts.add(new Artifact(left.name(), left.bytes().length, type == null ? "application/octet-stream" : type,
                sha256));
    }

    private JobResult result(Verdict verdict, @Nullable Reply reply) {
        Instant started = job.startedAt() == null ? job.createdAt() : job.startedAt();
        long queuedMs = Math.max(0, Duration.between(job.createdAt(), started).toMillis());
        long ranMs = Math.max(0, Duration.between(started, Instant.now()).toMillis());
        ResourceUsage usage = reply == null
                ? new ResourceUsage(ranMs, 0, 0, shownBytes, queuedMs, container)
                : new ResourceUsage(reply.usage().wallMs(), reply.usage().cpuMs(), reply.usage().peakMemoryBytes(),
                        reply.usage().outputBytes(), queuedMs, container);
        return new JobResult(verdict, usage, artifacts);
    }
}
