package io.cellhive.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.backend.OutboxPublisher;
import io.cellhive.model.event.Event;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.LaneId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobSpec;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.model.session.Session;
import io.cellhive.port.JobStore.Submission;
import io.cellhive.port.SessionStore;
import io.cellhive.port.WorkerSignals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;

/** A worker with sessions; each test deletes its own at the end, and their containers must go then. */
public abstract class RunningSessions extends RunningWorker {
    protected static final ResourceLimits ROOM = new ResourceLimits(256 << 20, 1.0, 30_000, 50, 100_000, 16 << 20);
    private static final Verdict STOPPED = new Verdict(JobStatus.CANCELLED, null, "You stopped this run.");
    private final List<SessionId> created = new ArrayList<>();
    @Autowired
    protected SessionStore sessions;
    @Autowired
    protected WorkerSignals signals;
    @Autowired
    private OutboxPublisher publisher;

    protected Session session() {
        return session("python", ROOM);
    }

    protected Session session(String runtime, ResourceLimits limits) {
        Session session = Session.created(SessionId.create(), OwnerId.create(), new RuntimeName(runtime), limits,
                List.of(), Instant.now());
        assertThat(sessions.create(session, 100)).isInstanceOf(SessionStore.Creation.Created.class);
        created.add(session.id());
        return session;
    }

    @AfterEach
    @Override
    protected void noContainerIsLeft() {
        created.forEach(id -> {
            sessions.delete(id);
            signals.send(new WorkerSignals.Changed(id));
        });
        super.noContainerIsLeft();
    }

    protected JobId start(Session session, String code) {
        JobSpec spec = new JobSpec(session.runtime(), null, code, 1, List.of(), session.limits());
        Job job = Job.submitted(JobId.create(), session.owner(), LaneId.of(session.id()), spec, Instant.now());
        if (store.submit(job, null) instanceof Submission.Created(var stored, var released, _)) {
            publisher.publish(released);
            return stored.id();
        }
        throw new IllegalStateException("the session is gone");
    }

    protected Job cell(Session session, String code) {
        return ended(start(session, code));
    }

    /** Runs a cell that must succeed, and answers what it printed in its last attempt. */
    protected String said(Session session, String code) {
        Job job = cell(session, code);
        assertThat(job.status()).as(job.verdict() + text(job.id())).isEqualTo(JobStatus.SUCCEEDED);
        return text(job.id()).strip();
    }

    /** The session as the store has it now. */
    protected Session now(Session session) {
        return sessions.find(session.id()).orElseThrow();
    }

    protected Optional<Event.SessionRestored> restored(JobId id) {
        return log.read(id, 0, 10_000).stream().filter(Event.SessionRestored.class::isInstance)
                .map(Event.SessionRestored.class::cast).findFirst();
    }

    /** Kills every container of this installation from outside, as a daemon does that is restarted. */
    protected void killContainers() {
        containers().forEach(id -> docker.killContainerCmd(id).exec());
    }

    protected void stop(JobId id) {
        assertThat(store.cancel(id, STOPPED).done()).isTrue();
        signals.send(new WorkerSignals.Stop(id));
    }

    protected void changed(Session session) {
        signals.send(new WorkerSignals.Changed(session.id()));
    }

    protected void untilPrinted(JobId id, String text) {
        await().atMost(SOON).until(() -> text(id).contains(text));
    }
}
