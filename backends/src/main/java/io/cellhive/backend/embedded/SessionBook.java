package io.cellhive.backend.embedded;

import io.cellhive.model.id.JobId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.Job;
import io.cellhive.model.session.PastCell;
import io.cellhive.model.session.Session;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sessions in memory and on disk, and what the steps of jobs do to them. Writes happen inside steps only. */
final class SessionBook {
    private final SessionRecords records;
    private final Map<SessionId, Session> sessions = new ConcurrentHashMap<>();
    private final EmbeddedWorkerRegistry registry;
    private final Clock clock;

    SessionBook(Disk disk, EmbeddedWorkerRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        records = new SessionRecords(disk);
        records.read().forEach(session -> sessions.put(session.id(), session));
    }

    Optional<Session> find(SessionId id) {
        return Optional.ofNullable(sessions.get(id));
    }

    /** The one unused for longest first. */
    List<Session> of(OwnerId owner) {
        return all().filter(session -> session.owner().equals(owner)).sorted(Comparator.comparing(Session::usedAt))
                .toList();
    }

    Stream<Session> all() {
        return sessions.values().stream();
    }

    Session put(Session session) {
        records.write(sessions.put(session.id(), session), session);
        return session;
    }

    void remove(SessionId id) {
        Session last = sessions.remove(id);
        if (last != null) {
            records.remove(last);
        }
    }

    /** Changes the job's session, if it still has one, and notes the use. */
    void edit(Job job, UnaryOperator<SessionEdit> change) {
        job.session().flatMap(this::find)
                .ifPresent(session -> put(change.apply(SessionEdit.of(session)).used(clock.instant()).session()));
    }

    /** The holder that the job's message shall go to: it lives and takes jobs. */
    @Nullable
    WorkerId keeper(Job job) {
        return job.session().flatMap(this::find).map(Session::holder).filter(registry::keeps).orElse(null);
    }

    /** Its job has ended. A cell of an older generation has another number than the session's newest. */
    void ended(Job job, @Nullable WorkerId by, boolean stateKept) {
        edit(job, edit -> edit.current(null));
        Session session = job.session().flatMap(this::find).orElse(null);
        Integer count = job.executionCount();
        if (session != null && stateKept && count != null && count == session.executionCount()
                && by != null && by.equals(session.holder())) {
            put(SessionEdit.of(session).remembers(new PastCell(count, job.id(), job.status())).session());
        }
    }

    /** Whether a session's state needs this job for a replay. */
    boolean needs(Job job) {
        return job.session().flatMap(this::find).filter(session -> remembers(session, job.id())).isPresent();
    }

    private static boolean remembers(Session session, JobId job) {
        return session.history().stream().anyMatch(cell -> cell.job().equals(job));
    }
}
