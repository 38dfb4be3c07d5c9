package io.cellhive.port;

import io.cellhive.model.file.FileName;
import io.cellhive.model.file.InputFile;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.JobMessage;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.model.session.Session;
import io.cellhive.model.session.SessionTerms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What sessions shall be. Every method is ONE atomic step, in the same store as the jobs: {@link JobStore#claim} takes a
 * session together with its job, and {@link JobStore#finish} writes its history together with the job's end.
 *
 * <p>A session's cells are jobs on its lane, one at a time. Its holder is the worker that claimed one of them last; it
 * keeps the session until it parks it, or until it is dead and another worker claims the next cell.
 *
 * <p>All methods may block on the network and throw {@link BackendUnavailable}.
 */
public interface SessionStore {
    /** Refused when the owner has that many sessions. */
    Creation create(Session session, int mostPerOwner);

    Optional<Session> find(SessionId id);

    /** As much of the session as a submit of a cell needs, for which nothing of its history is read. */
    Optional<SessionTerms> terms(SessionId id);

    /** The owner's sessions, the one unused for longest first. */
    List<Session> list(OwnerId owner);

    /** Forgets the session; its queued jobs are CANCELLED, its running one is asked to stop. */
    Outcome delete(SessionId id);

    Outcome change(SessionId id, Change change);

    /**
     * The holder's container is gone: the next cell may go to any worker.
     *
     * @return false, and nothing changed, unless this worker holds it in this epoch and no job of it runs or is released
     */
    boolean park(SessionId id, WorkerId holder, long epoch);

    /** What this worker holds, as far as the store is concerned; a container of any other session is nobody's. */
    List<Session> held(WorkerId worker);

    /** Forgets the sessions that nobody used since then, unless a job of them waits or runs; answers how many. */
    int expire(Instant usedBefore);

    /** What a create did. */
    sealed interface Creation {
        /** The session is stored. */
        record Created(Session session) implements Creation {}

        /** Its owner has too many; these, the one unused for longest first. */
        record TooMany(List<Session> own) implements Creation {
            public TooMany {
                own = List.copyOf(own);
            }
        }
    }

    /** What shall be otherwise. */
    sealed interface Change {
        /** Other limits, from the next restart on. */
        record Limits(ResourceLimits next) implements Change {}

        /** A fresh interpreter: no history, counting from 1; queued jobs are CANCELLED, a running one is asked to stop. */
        record Restart() implements Change {}

        /** Back to before the cell with this number. Refused as Busy while a job waits or runs. */
        record Rewind(int before) implements Change {}

        /** A new file in its workspace, or new contents of that name. */
        record PutFile(InputFile file) implements Change {}

        /** A file less. */
        record RemoveFile(FileName name) implements Change {}
    }

    /** What a change did. */
    sealed interface Outcome {
        /**
         * It is done.
         *
         * @param session as it is now, or was last
         * @param stopping the running job that was asked to stop; its worker wants a signal
         */
        record Done(Session session, @Nullable JobId stopping, List<JobMessage> released) implements Outcome {
            public Done {
                released = List.copyOf(released);
            }
        }

        /** Not while a job of it waits or runs. */
        record Busy() implements Outcome {}

        /** There is no such session. */
        record Gone() implements Outcome {}
    }
}
