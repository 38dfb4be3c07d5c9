package io.cellhive.api.job;

import io.cellhive.api.web.BadRequest;
import io.cellhive.api.web.Conflict;
import io.cellhive.model.job.Job;
import io.cellhive.port.JobStore;
import io.cellhive.port.WorkerSignals;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Answers to what a running program asks. Any node takes them; the worker reads them from the store. */
@RestController
class InputController {
    /** What fits into a message to the runner, however it is escaped; more than anybody types. */
    private static final int MAX_CHARACTERS = 10_000;
    private final JobStore store;
    private final OwnJobs own;
    private final Submits submits;
    private final WorkerSignals signals;

    InputController(JobStore store, OwnJobs own, Submits submits, WorkerSignals signals) {
        this.store = store;
        this.own = own;
        this.submits = submits;
        this.signals = signals;
    }

    /** The number is that of the question, the value what the user typed, without a line end. */
    record Input(@Nullable Integer number, @Nullable String value) {}

    @PostMapping("/api/v1/jobs/{id}/input")
    @ResponseStatus(HttpStatus.ACCEPTED)
    JobView input(HttpServletRequest who, @PathVariable String id, @RequestBody Input input) {
        Job job = own.job(who, id);
        if (input.number() == null) {
            throw new BadRequest("number", "must be the number of the question");
        }
        String value = submits.code("value", input.value());
        if (value.length() > MAX_CHARACTERS) {
            throw new BadRequest(413, "value", "must be at most " + MAX_CHARACTERS + " characters");
        }
        JobStore.Step step = store.answer(job.id(), input.number(), value);
        if (!step.done() || step.job() == null) {
            throw new Conflict("The program does not wait for this answer; its question was answered, or it went on.");
        }
        signals.send(new WorkerSignals.Answered(job.id()));
        return JobView.of(step.job(), store);
    }
}
