package io.cellhive.api.session;

import com.fasterxml.jackson.annotation.JsonValue;
import io.cellhive.model.file.InputFile;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.model.session.PastCell;
import io.cellhive.model.session.Session;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A session as its owner sees it; without its worker. */
record SessionView(SessionId id, RuntimeName runtime, Status status, ResourceLimits limits,
        @Nullable ResourceLimits nextLimits, int executionCount, int generation, long epoch, Instant createdAt,
        Instant usedAt, List<InputFile> files, List<Cell> cells) {
    /** Parked: no container has the state, the next cell rebuilds it. Busy: a cell runs or waits. */
    enum Status {
        PARKED, IDLE, BUSY;

        @JsonValue
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A cell whose effects are in the state. */
    record Cell(int executionCount, JobId jobId, JobStatus end) {
        static Cell of(PastCell cell) {
            return new Cell(cell.executionCount(), cell.job(), cell.end());
        }
    }

    /** @param held whether its holder lives */
    static SessionView of(Session session, boolean held) {
        Status status = session.current() != null ? Status.BUSY : held ? Status.IDLE : Status.PARKED;
        return new SessionView(session.id(), session.runtime(), status, session.limits(), session.nextLimits(),
                session.executionCount(), session.generation(), session.epoch(), session.createdAt(), session.usedAt(),
                session.files(), session.history().stream().map(Cell::of).toList());
    }
}
