package io.cellhive.api.execute;

import io.cellhive.api.job.LimitPolicy;
import io.cellhive.api.job.SubmitRequest;
import io.cellhive.api.job.Submits;
import io.cellhive.api.runtime.Catalogue;
import io.cellhive.api.security.Owners;
import io.cellhive.api.web.ApiSettings;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.job.Job;
import io.cellhive.port.EventLog;
import io.cellhive.port.JobStore;
import io.cellhive.port.JobStore.Ended;
import io.cellhive.port.JobStore.Submission;
import io.cellhive.port.Subscription;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The compatibility door: one request, one answer at the end. A job like any other inside. */
@RestController
class ExecuteController {
    private static final Duration QUEUE_PATIENCE = Duration.ofMinutes(2);
    private final Submits submits;
    private final LimitPolicy policy;
    private final Catalogue catalogue;
    private final ApiSettings settings;
    private final JobStore store;
    private final EventLog log;

    ExecuteController(Submits submits, LimitPolicy policy, Catalogue catalogue, ApiSettings settings, JobStore store,
            EventLog log) {
        this.submits = submits;
        this.policy = policy;
        this.catalogue = catalogue;
        this.settings = settings;
        this.store = store;
        this.log = log;
    }

    /** What old clients send; mem and cpu may be texts or numbers, and nonsense means the default. */
    record Execute(@Nullable String code, @Nullable List<SubmitRequest.@Nullable WireFile> files,
            @Nullable String runtime,
            @Nullable JsonNode mem, @Nullable JsonNode cpu) {}

    @PostMapping("/execute")
    ResponseEntity<ExecuteAnswer> execute(HttpServletRequest who, @RequestBody Execute request)
            throws InterruptedException {
        if (catalogue.dockerDown()) {
            return ResponseEntity.status(503)
                    .body(ExecuteAnswer.failed("Docker is not running. Please start Docker Desktop."));
        }
        Optional<RuntimeName> runtime = catalogue.known(request.runtime() == null ? "python" : request.runtime());
        SubmitRequest submit = new SubmitRequest(null, request.code(), 1, request.files(), null, null);
        Submission done = submits.submit(Owners.of(who), runtime.orElse(new RuntimeName("python")),
                runtime.isPresent() ? null : settings.pyImage(), submit,
                policy.of(text(request.mem()), text(request.cpu()), null),
                null);
        if (!(done instanceof Submission.Created(Job job, _, _))) {
            throw new IllegalStateException("a submit without a key is always new");
        }
        return await(job).map(ended -> ResponseEntity.ok(ExecuteAnswer.of(ended.job(), ended.log())))
                .orElseGet(() -> ResponseEntity.status(503)
                        .body(ExecuteAnswer.failed("Cellhive is busy. Please try again in a moment.")));
    }

    private static @Nullable String text(@Nullable JsonNode value) {
        return value == null || !value.isValueNode() ? null : value.asString();
    }

    /** Empty when nobody is that patient. */
    private Optional<Ended> await(Job job) throws InterruptedException {
        long until = System.nanoTime() + QUEUE_PATIENCE.toNanos()
                + TimeUnit.MILLISECONDS.toNanos(job.spec().limits().wallClockMs());
        Semaphore more = new Semaphore(0);
        try (Subscription _ = log.subscribe(job.id(), more::release)) {
            while (true) {
                Optional<Ended> ended = store.ended(job.id());
                if (ended.isPresent() || !more.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return ended;
                }
                more.drainPermits();
            }
        }
    }
}
