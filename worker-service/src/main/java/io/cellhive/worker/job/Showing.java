package io.cellhive.worker.job;

import io.cellhive.model.event.Event;
import io.cellhive.model.job.Job;
import io.cellhive.model.output.Output;
import io.cellhive.port.EventLog;
import io.cellhive.port.JobStore;
import io.cellhive.worker.Patience;
import io.cellhive.worker.runner.ResultLimits;
import io.cellhive.worker.runner.RunnerMessage;
import io.cellhive.worker.sandbox.RunnerProtocolViolation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an attempt shows, on its way to the event log in batches. Nothing is shown of an attempt that is not ours any more. */
final class Showing {
    private static final int BATCH = 64;
    private static final int FLOOD_FACTOR = 16;
    private final Job job;
    private final EventLog log;
    private final ResultLimits results;
    private final List<Event.Told> waiting = new ArrayList<>();
    private long written;
    private long bytes;
    private boolean lost;
    private @Nullable String error;

    Showing(Job job, EventLog log, ResultLimits results) {
        this.job = job;
        this.log = log;
        this.results = results;
    }

    void show(RunnerMessage.Showed shown) throws InterruptedException {
        bytes += shown.bytes();
        long most = FLOOD_FACTOR * job.spec().limits().outputBytes()
                + results.figures() * 2 * results.figureBytes().toBytes();
        if (bytes > most) {
            throw new RunnerProtocolViolation("more output than the limits allow");
        }
        if (shown.output() instanceof Output.ErrorOutput failed) {
            String place = failed.line() == null ? "" : " (Cell " + job.spec().cell() + ", line " + failed.line() + ")";
            error = failed.ename() + (failed.evalue().isEmpty() ? "" : ": " + brief(failed.evalue())) + place;
        }
        add(shown.output());
    }

    /** An output, the program's or one of the worker's own. */
    void add(Output output) throws InterruptedException {
        tell(Event.Shown.now(job.attempt(), output));
    }

    void tell(Event.Told event) throws InterruptedException {
        waiting.add(event);
        if (waiting.size() >= BATCH) {
            flush();
        }
    }

    private static String brief(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300) + "…";
    }

    void flush() throws InterruptedException {
        if (!waiting.isEmpty()
                && !Patience.until(() -> log.append(job.id(), job.attempt(), written, List.copyOf(waiting)))) {
            lost = true;
        }
        written += waiting.size();
        waiting.clear();
    }

    /** What waits, to be written together with the end. */
    JobStore.LastWords rest() {
        return new JobStore.LastWords(written, waiting);
    }

    /** Whether there is something to write down. */
    boolean waits() {
        return !waiting.isEmpty();
    }

    /** The attempt is not ours any more. */
    void lose() {
        lost = true;
    }

    boolean lost() {
        return lost;
    }

    long bytes() {
        return bytes;
    }

    /** The exception that ended the program, as a sentence; null when there was none. */
    @Nullable
    String error() {
        return error;
    }
}
