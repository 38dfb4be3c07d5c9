package io.cellhive.api.session;

import io.cellhive.api.job.InputFiles;
import io.cellhive.api.job.LimitPolicy;
import io.cellhive.api.job.OwnSessions;
import io.cellhive.api.job.SubmitRequest;
import io.cellhive.api.runtime.Catalogue;
import io.cellhive.api.security.Owners;
import io.cellhive.api.web.BadRequest;
import io.cellhive.api.web.Conflict;
import io.cellhive.backend.OutboxPublisher;
import io.cellhive.backend.SessionSettings;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.model.session.Session;
import io.cellhive.port.JobStore;
import io.cellhive.port.SessionStore;
import io.cellhive.port.SessionStore.Change;
import io.cellhive.port.SessionStore.Creation;
import io.cellhive.port.WorkerSignals;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Sessions of the asking owner; anybody else's do not exist. */
@RestController
@RequestMapping("/api/v1/sessions")
class SessionController {
    private final SessionStore store;
    private final JobStore jobs;
    private final SessionChanges changes;
    private final OwnSessions own;
    private final WorkerSignals signals;
    private final OutboxPublisher outbox;
    private final Catalogue catalogue;
    private final LimitPolicy policy;
    private final InputFiles files;
    private final SessionSettings settings;

    SessionController(SessionStore store, JobStore jobs, SessionChanges changes, OwnSessions own, WorkerSignals signals,
            OutboxPublisher outbox, Catalogue catalogue, LimitPolicy policy, InputFiles files,
            SessionSettings settings) {
        this.store = store;
        this.jobs = jobs;
        this.changes = changes;
        this.own = own;
        this.signals = signals;
        this.outbox = outbox;
        this.catalogue = catalogue;
        this.policy = policy;
        this.files = files;
        this.settings = settings;
    }

    /** What a new session shall be; all of it may be missing. */
    record CreateRequest(@Nullable String runtime, SubmitRequest.@Nullable WireLimits limits,
            @Nullable List<SubmitRequest.@Nullable WireFile> files) {}

    /** Other limits. */
    record LimitsRequest(SubmitRequest.@Nullable WireLimits limits) {}

    /** Back to before the cell with this number. */
    record RewindRequest(@Nullable Integer before) {}

    /** All of an owner, the one unused for longest first. */
    record Sessions(List<SessionView> sessions) {}

    @PostMapping
    ResponseEntity<SessionView> create(HttpServletRequest who, @RequestBody CreateRequest request) {
        OwnerId owner = Owners.of(who);
        RuntimeName runtime = catalogue.chosen(request.runtime());
        ResourceLimits limits = policy.of(request.limits());
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Session wanted = Session.created(SessionId.create(), owner, runtime, limits,
                files.keep(owner, request.files()), now);
        return switch (store.create(wanted, settings.perOwner())) {
            case Creation.Created(Session session) ->
                ResponseEntity.created(URI.create("/api/v1/sessions/" + session.id())).body(changes.view(session));
            case Creation.TooMany(List<Session> all) -> throw new Conflict("You have " + all.size()
                    + " notebook sessions, and that is the most. Delete one first; " + all.getFirst().id()
                    + " has not been used for the longest time.");
        };
    }

    @GetMapping
    Sessions list(HttpServletRequest who) {
        return new Sessions(changes.views(store.list(Owners.of(who))));
    }

    @GetMapping("/{id}")
    SessionView read(HttpServletRequest who, @PathVariable String id) {
        return changes.view(own.session(who, id));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(HttpServletRequest who, @PathVariable String id) {
        changes.delete(own.session(who, id).id());
    }

    @PatchMapping("/{id}")
    SessionView limit(HttpServletRequest who, @PathVariable String id, @RequestBody LimitsRequest request) {
        Session session = own.session(who, id);
        if (request.limits() == null) {
            throw new BadRequest("limits", "must be given");
        }
        return changes.view(changes.change(session.id(), new Change.Limits(policy.of(request.limits()))));
    }

    @PostMapping("/{id}/restart")
    SessionView restart(HttpServletRequest who, @PathVariable String id,
            @RequestBody(required = false) @Nullable LimitsRequest request) {
        Session session = own.session(who, id);
        if (request != null && request.limits() != null) {
            changes.change(session.id(), new Change.Limits(policy.of(request.limits())));
        }
        return changes.view(changes.change(session.id(), new Change.Restart()));
    }

    /** Stops the cell that runs, or is on its way to a worker; harmless when there is none. */
    @PostMapping("/{id}/interrupt")
    ResponseEntity<SessionView> interrupt(HttpServletRequest who, @PathVariable String id) {
        Session session = own.session(who, id);
        if (session.current() == null) {
            return ResponseEntity.ok(changes.view(session));
        }
        JobStore.Step step = jobs.cancel(session.current(),
                new Verdict(JobStatus.CANCELLED, null, "You stopped this run."));
        outbox.publish(step.released());
        signals.send(new WorkerSignals.Stop(session.current()));
        return ResponseEntity.accepted().body(changes.view(own.session(who, id)));
    }

    @PostMapping("/{id}/rewind")
    SessionView rewind(HttpServletRequest who, @PathVariable String id, @RequestBody RewindRequest request) {
        Session session = own.session(who, id);
        int most = session.executionCount() + 1;
        if (request.before() == null || request.before() < 1 || request.before() > most) {
            throw new BadRequest("before", "must be the number of a cell, from 1 to " + most);
        }
        return changes.view(changes.change(session.id(), new Change.Rewind(request.before())));
    }
}
