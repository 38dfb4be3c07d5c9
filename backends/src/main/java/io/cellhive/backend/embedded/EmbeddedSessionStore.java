package io.cellhive.backend.embedded;

import io.cellhive.backend.LostJob;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.LaneId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobMessage;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.session.Session;
import io.cellhive.model.session.SessionTerms;
import io.cellhive.port.SessionStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The steps of sessions over {@link SessionBook}, each alone. */
final class EmbeddedSessionStore implements SessionStore {
    private final Disk disk;
    private final SessionBook sessions;
    private final JobBook jobs;
    private final EmbeddedEventLog log;
    private final Clock clock;

    EmbeddedSessionStore(Disk disk, SessionBook sessions, JobBook jobs, EmbeddedEventLog log, Clock clock) {
        this.disk = disk;
        this.sessions = sessions;
        this.jobs = jobs;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public Creation create(Session session, int mostPerOwner) {
        return disk.step(() -> {
            List<Session> own = sessions.of(session.owner());
            return own.size() >= mostPerOwner
                    ? new Creation.TooMany(own)
                    : new Creation.Created(sessions.put(session));
        });
    }

    @Override
    public Optional<Session> find(SessionId id) {
        return sessions.find(id);
    }

    @Override
    public Optional<SessionTerms> terms(SessionId id) {
        return find(id).map(session -> new SessionTerms(id, session.owner(), session.runtime(), session.limits()));
    }

    @Override
    public List<Session> list(OwnerId owner) {
        return sessions.of(owner);
    }

    @Override
    public Outcome delete(SessionId id) {
        Outcome done = disk.step(() -> find(id).map(session -> {
            JobId stopping = stop(session);
            List<JobMessage> released = jobs.drop(LaneId.of(id), session.current(), LostJob.SESSION_DELETED);
            Session last = sessions.find(id).orElse(session);
            sessions.remove(id);
            return (Outcome) new Outcome.Done(last, stopping, released);
        }).orElseGet(Outcome.Gone::new));
        wake(done);
        return done;
    }

    @Override
    public Outcome change(SessionId id, Change change) {
        Outcome done = disk.step(() -> find(id).map(session -> changed(session, change)).orElseGet(Outcome.Gone::new));
        wake(done);
        return done;
    }

    private Outcome changed(Session session, Change change) {
        return switch (change) {
            case Change.Restart() -> {
                JobId stopping = stop(session);
                Verdict dropped = LostJob.SESSION_RESTARTED;
                List<JobMessage> released = jobs.drop(LaneId.of(session.id()), session.current(), dropped);
                Session now = sessions.find(session.id()).orElse(session);
                yield new Outcome.Done(put(SessionEdit.of(now).restarted()), stopping, released);
            }
            case Change.Rewind(int before) -> session.current() != null
                    ? new Outcome.Busy()
                    : done(SessionEdit.of(session).rewound(before));
            case Change.Limits(var next) -> done(SessionEdit.of(session).nextLimits(next));
            case Change.PutFile(var file) -> done(SessionEdit.of(session).file(file));
            case Change.RemoveFile(var name) -> done(SessionEdit.of(session).noFile(name));
        };
    }

    private Outcome done(SessionEdit edit) {
        return new Outcome.Done(put(edit), null, List.of());
    }

    private Session put(SessionEdit edit) {
        return sessions.put(edit.used(clock.instant()).session());
    }

    /** Writes down the wish that the running job stop; null when none runs. */
    private @Nullable JobId stop(Session session) {
        Job job = session.current() == null ? null : jobs.get(session.current());
        if (job == null || job.status() != JobStatus.RUNNING) {
            return null;
        }
        jobs.put(JobChange.of(job).cancelRequested(clock.instant()).job());
        return job.id();
    }

    /** Readers of the jobs that this ended look again. */
    private void wake(Outcome outcome) {
        if (outcome instanceof Outcome.Done) {
            log.wakeAll();
        }
    }

    @Override
    public boolean park(SessionId id, WorkerId holder, long epoch) {
        return disk.soon(() -> {
            Session session = find(id).orElse(null);
            if (session == null || !holder.equals(session.holder()) || session.epoch() != epoch
                    || session.current() != null) {
                return false;
            }
            sessions.put(SessionEdit.of(session).parked().session());
            return true;
        });
    }

    @Override
    public List<Session> held(WorkerId worker) {
        return sessions.all().filter(session -> worker.equals(session.holder())).toList();
    }

    @Override
    public int expire(Instant usedBefore) {
        return disk.step(() -> {
            List<Session> old = sessions.all()
                    .filter(session -> session.current() == null && session.usedAt().isBefore(usedBefore)).toList();
            old.forEach(session -> sessions.remove(session.id()));
            return old.size();
        });
    }
}
