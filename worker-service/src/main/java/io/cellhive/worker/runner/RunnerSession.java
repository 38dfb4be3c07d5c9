package io.cellhive.worker.runner;

import io.cellhive.model.file.FileName;
import io.cellhive.model.id.JobId;
import io.cellhive.model.json.CellhiveJson;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.worker.runner.Execution.SessionCell;
import io.cellhive.worker.sandbox.Frame;
import io.cellhive.worker.sandbox.RunnerProtocolViolation;
import io.cellhive.worker.sandbox.Sandbox;
import io.cellhive.worker.sandbox.SandboxUnavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a worker says to a runner, and what it hears: ready, files, requests, outputs, replies. Sending never waits. */
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

    /** As {@link #file(FileName, byte[])}; an {@link RunnerMessage.Answered} with this number says whether there was room. */
    public void file(FileName name, byte[] bytes, long request) {
        send(Map.of("type", "file", "name", name.value(), "request", request), bytes);
    }

    public void removeFile(FileName name) {
        send(Map.of("type", "remove_file", "name", name.value()), NOTHING);
    }

    /** Starts the code of a job. */
    public void execute(Execution execution) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("type", "execute_request");
        request.put("cell", execution.spec().cell());
        request.put("limits", limits(execution));
        request.put("threads", ResourceLimits.threads(execution.spec().limits().cpu()));
        SessionCell cell = execution.cell();
        if (cell == null) {
            request.put("again", sandbox.again());
        } else {
            request.put("session", true);
            request.put("id", cell.job());
            request.put("executionCount", cell.executionCount());
            request.put("silent", cell.silent());
            if (!cell.inputs().isEmpty()) {
                send(Map.of("type", "recorded_inputs"), CellhiveJson.mapper().writeValueAsBytes(cell.inputs()));
            }
        }
        send(request, execution.spec().code().getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> limits(Execution execution) {
        ResultLimits results = execution.results();
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("wallClockMs", execution.spec().limits().wallClockMs());
        limits.put("graceMs", execution.grace().toMillis());
        limits.put("inputMs", execution.inputWait().toMillis());
        limits.put("outputBytes", execution.spec().limits().outputBytes());
        limits.put("figures", results.figures());
        limits.put("figurePixels", results.figurePixels());
        limits.put("figureBytes", results.figureBytes().toBytes());
        limits.put("messages", results.messages());
        limits.put("messagesPerSecond", results.messagesPerSecond());
        limits.put("artifacts", results.artifacts());
        limits.put("artifactBytes", results.artifactBytes().toBytes());
        if (execution.cell() != null) {
            limits.put("snapshots", execution.cell().snapshots());
        }
        return limits;
    }

    /** Answers a question of the program. */
    public void answer(int number, String value) {
        send(Map.of("type", "input_reply", "number", number, "value", value), NOTHING);
    }

    /** Asks for the state right after this job; null: before the first. */
    public void rewind(@Nullable JobId after) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("type", "rewind_request");
        request.put("after", after);
        send(request, NOTHING);
    }

    /**
     * Asks something about the interpreter; it answers while a cell runs, too.
     *
     * @throws IllegalArgumentException if the question is too long
     */
    public void ask(String kind, long request, Map<String, Object> arguments) {
        Map<String, Object> question = new LinkedHashMap<>(arguments);
        question.put("type", kind + "_request");
        question.put("request", request);
        send(question, question.remove("code") instanceof String code
                ? code.getBytes(StandardCharsets.UTF_8)
                : NOTHING);
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
