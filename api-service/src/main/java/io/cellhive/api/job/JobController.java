package io.cellhive.api.job;

import io.cellhive.api.security.Owners;
import io.cellhive.api.web.BadRequest;
import io.cellhive.api.web.Downloads;
import io.cellhive.api.web.NotFound;
import io.cellhive.backend.OutboxPublisher;
import io.cellhive.model.event.Event;
import io.cellhive.model.file.Artifact;
import io.cellhive.model.id.JobId;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.Verdict;
import io.cellhive.port.EventLog;
import io.cellhive.port.FileStore;
import io.cellhive.port.JobStore;
import io.cellhive.port.JobStore.Step;
import io.cellhive.port.Subscription;
import io.cellhive.port.WorkerSignals;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Jobs of the asking owner; anybody else's do not exist. */
@RestController
@RequestMapping("/api/v1/jobs")
class JobController {
    private static final int MAX_EVENTS = 500;
    private static final long MAX_WAIT_MS = 30_000;
    private final JobStore store;
    private final EventLog log;
    private final FileStore files;
    private final WorkerSignals signals;
    private final OutboxPublisher outbox;
    private final Intake intake;
    private final OwnJobs own;

    JobController(JobStore store, EventLog log, FileStore files, WorkerSignals signals, OutboxPublisher outbox,
            Intake intake, OwnJobs own) {
        this.store = store;
        this.log = log;
        this.files = files;
        this.signals = signals;
        this.outbox = outbox;
        this.intake = intake;
        this.own = own;
    }

    @PostMapping
    ResponseEntity<JobView> submit(HttpServletRequest who, @RequestBody SubmitRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        Intake.Taken taken = intake.take(Owners.of(who), request, key);
        return taken.created()
                ? ResponseEntity.accepted().location(URI.create("/api/v1/jobs/" + taken.job().id())).body(taken.job())
                : ResponseEntity.ok(taken.job());
    }

    @GetMapping
    JobPage list(HttpServletRequest who, @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String before) {
        if (limit < 1 || limit > 200) {
            throw new BadRequest("limit", "must be from 1 to 200");
        }
        JobId from = before == null ? null : own.job(who, before).id();
        List<Job> jobs = store.list(Owners.of(who), limit, from);
        return new JobPage(jobs.stream().map(job -> JobView.of(job, store)).toList(),
                jobs.size() < limit ? null : jobs.getLast().id());
    }

    /** A page of jobs, newest first; next is null on the last page. */
    record JobPage(List<JobView> jobs, @Nullable JobId next) {}

    @GetMapping("/{id}")
    JobView read(HttpServletRequest who, @PathVariable String id) {
        return JobView.of(own.job(who, id), store);
    }

    @PostMapping("/{id}/cancel")
    ResponseEntity<JobView> cancel(HttpServletRequest who, @PathVariable String id) {
        Job job = own.job(who, id);
        Step step = store.cancel(job.id(), new Verdict(JobStatus.CANCELLED, null, "You stopped this run."));
        outbox.publish(step.released());
        Job now = step.job() == null ? job : step.job();
        if (now.status() == JobStatus.RUNNING) {
            signals.send(new WorkerSignals.Stop(now.id()));
        }
        return ResponseEntity.status(step.done() ? 202 : 200).body(JobView.of(now, store));
    }

    @GetMapping("/{id}/events")
    EventPage events(HttpServletRequest who, @PathVariable String id, @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "0") long waitMs) throws InterruptedException {
        if (after < 0 || waitMs < 0 || waitMs > MAX_WAIT_MS) {
            throw new BadRequest(after < 0 ? "after" : "waitMs", "must be from 0, and waitMs at most " + MAX_WAIT_MS);
        }
        Job job = own.job(who, id);
        Semaphore more = new Semaphore(0);
        try (Subscription _ = log.subscribe(job.id(), more::release)) {
            EventPage page = page(job.id(), after);
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMs);
            // why done as well: the last event can be read a moment before the job shows that it has ended
            while (page.events.isEmpty() && !page.done
                    && more.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                page = page(job.id(), after);
            }
            return page;
        }
    }

    private EventPage page(JobId id, long after) {
        List<Event> events = log.read(id, after, MAX_EVENTS);
        long last = events.isEmpty() ? after : events.getLast().seq();
        return new EventPage(events, last, store.readToTheEnd(id, events, last));
    }

    /** Events above `after`; done when nothing will follow the last of them. */
    record EventPage(List<Event> events, long lastSeq, boolean done) {}

    @GetMapping("/{id}/artifacts")
    Artifacts artifacts(HttpServletRequest who, @PathVariable String id) {
        return new Artifacts(own.job(who, id).artifacts());
    }

    /** What a job left behind. */
    record Artifacts(List<Artifact> artifacts) {}

    @GetMapping("/{id}/artifacts/{*name}")
    ResponseEntity<byte[]> artifact(HttpServletRequest who, @PathVariable String id, @PathVariable String name) {
        Job job = own.job(who, id);
        Artifact artifact = job.artifacts().stream().filter(a -> name.equals("/" + a.name())).findFirst()
                .orElseThrow(() -> new NotFound("artifact"));
        byte[] bytes = files.get(job.owner(), artifact.sha256()).orElseThrow(() -> new NotFound("artifact"));
        return Downloads.of(artifact.name(), bytes);
    }
}
