package io.cellhive.backend.embedded;

import io.cellhive.model.file.FileName;
import io.cellhive.model.file.InputFile;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.model.session.PastCell;
import io.cellhive.model.session.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A copy of a session with some things changed. */
final class SessionEdit {
    private final Session from;
    private ResourceLimits limits;
    private @Nullable ResourceLimits nextLimits;
    private final List<InputFile> files;
    private Instant usedAt;
    private int executionCount;
    private int generation;
    private long epoch;
    private @Nullable WorkerId holder;
    private @Nullable JobId current;
    private List<PastCell> history;

    private SessionEdit(Session session) {
        from = session;
        limits = session.limits();
        nextLimits = session.nextLimits();
        files = new ArrayList<>(session.files());
        usedAt = session.usedAt();
        executionCount = session.executionCount();
        generation = session.generation();
        epoch = session.epoch();
        holder = session.holder();
        current = session.current();
        history = session.history();
    }

    static SessionEdit of(Session session) {
        return new SessionEdit(session);
    }

    SessionEdit used(Instant now) {
        usedAt = now;
        return this;
    }

    SessionEdit current(@Nullable JobId job) {
        current = job;
        return this;
    }

    SessionEdit heldBy(WorkerId worker) {
        epoch += worker.equals(holder) ? 0 : 1;
        holder = worker;
        return this;
    }

    SessionEdit parked() {
        holder = null;
        return this;
    }

    SessionEdit counted(int count) {
        executionCount = count;
        return this;
    }

    SessionEdit remembers(PastCell cell) {
        history = new ArrayList<>(history);
        history.add(cell);
        return this;
    }

    SessionEdit history(List<PastCell> cells) {
        history = cells;
        return this;
    }

    SessionEdit nextLimits(ResourceLimits next) {
        nextLimits = next;
        return this;
    }

    SessionEdit restarted() {
        history = List.of();
        executionCount = 0;
        generation++;
        limits = nextLimits == null ? limits : nextLimits;
        nextLimits = null;
        return this;
    }

    SessionEdit rewound(int before) {
        history = history.stream().filter(cell -> cell.executionCount() < before).toList();
        executionCount = Math.min(executionCount, before - 1);
        return this;
    }

    SessionEdit file(InputFile file) {
        noFile(file.name());
        files.add(file);
        return this;
    }

    SessionEdit noFile(FileName name) {
        files.removeIf(file -> file.name().equals(name));
        return this;
    }

    Session session() {
        return new Session(from.id(), from.owner(), from.runtime(), limits, nextLimits, files, from.createdAt(), usedAt,
                executionCount, generation, epoch, holder, current, history);
    }
}
