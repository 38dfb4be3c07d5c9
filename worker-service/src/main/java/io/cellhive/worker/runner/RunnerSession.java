package io.cellhive.worker.runner;

import io.cellhive.model.file.FileName;
import io.cellhive.model.job.JobSpec;
import io.cellhive.model.json.CellhiveJson;
import io.cellhive.worker.sandbox.Frame;
import io.cellhive.worker.sandbox.RunnerProtocolViolation;
import io.cellhive.worker.sandbox.Sandbox;
import io.cellhive.worker.sandbox.SandboxUnavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One conversation with a runner: ready, files, one request, its outputs and its reply. */
public final class RunnerSession {
    private static final int PROTOCOL = 1;
    private static final byte[] NOTHING = {};
    private final Sandbox sandbox;

    public RunnerSession(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** Waits for the runner's greeting. @throws SandboxUnavailable if it does not come in time */
    public void awaitReady(Duration timeout) throws InterruptedException {
        switch (next(timeout)) {
            case null -> throw new SandboxUnavailable("The runner was not ready within " + timeout.toMillis() + " ms",
                    false, null);
            case RunnerMessage.Ready ready when ready.protocol() == PROTOCOL -> {
            }
            case RunnerMessage other -> throw new RunnerProtocolViolation(
                    "greeting " + other.getClass().getSimpleName());
        }
    }

    public void file(FileName name, byte[] bytes) {
        send(Map.of("type", "file", "name", name.value()), bytes);
    }

    /** Starts the code of a job. */
    public void execute(JobSpec spec, ResultLimits results, Duration grace) {
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("wallClockMs", spec.limits().wallClockMs());
        limits.put("graceMs", grace.toMillis());
        limits.put("outputBytes", spec.limits().outputBytes());
        limits.put("figures", results.figures());
        limits.put("figurePixels", results.figurePixels());
        limits.put("figureBytes", results.figureBytes().toBytes());
        limits.put("artifacts", results.artifacts());
        limits.put("artifactBytes", results.artifactBytes().toBytes());
        int threads = (int) Math.max(1, Math.ceil(spec.limits().cpu()));
        send(Map.of("type", "execute_request", "cell", spec.cell(), "limits", limits, "threads", threads, "again",
                sandbox.again()),
                spec.code().getBytes(StandardCharsets.UTF_8));
    }

    /** Its reply leaves no doubt about the sandbox: it may serve its owner again. */
    public void endedWell() {
        sandbox.endedWell();
    }

    public void interrupt() {
        send(Map.of("type", "interrupt"), NOTHING);
    }

    /** The next message; null when none came in time. */
    public @Nullable RunnerMessage next(Duration timeout) throws InterruptedException {
        Frame frame = sandbox.receive(timeout);
        return frame == null ? null : RunnerMessages.read(frame);
    }

    private void send(Map<String, Object> header, byte[] payload) {
        sandbox.send(new Frame(CellhiveJson.mapper().writeValueAsBytes(header), payload));
    }
}
