package io.cellhive.model.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.cellhive.model.file.Artifact;
import io.cellhive.model.job.FailureReason;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.output.Output;
import io.cellhive.model.session.CellNote;
import io.cellhive.model.session.RestoreCause;
import io.cellhive.model.session.Variable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entry of a job's event log. Sequence numbers start at 1 and have no gaps; attempt 0 is before the first claim. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(value = Event.StatusChanged.class, name = "status"),
        @JsonSubTypes.Type(value = Event.Shown.class, name = "output"),
        @JsonSubTypes.Type(value = Event.ArtifactMade.class, name = "artifact"),
        @JsonSubTypes.Type(value = Event.InputRequested.class, name = "input_request"),
        @JsonSubTypes.Type(value = Event.InputGiven.class, name = "input_reply"),
        @JsonSubTypes.Type(value = Event.SessionRestored.class, name = "session_restored"),
        @JsonSubTypes.Type(value = Event.VariablesDefined.class, name = "variables")})
public sealed interface Event {
    long seq();

    Instant at();

    int attempt();

    /** The same event with the number its log gave it. */
    Event numbered(long seq);

    /** Whether it is a log's last: the job has ended, or is about to show that it has. */
    default boolean ends() {
        return this instanceof StatusChanged(_, _, _, JobStatus status, _, _) && status.terminal();
    }

    /** The job moved. Reason and message are null unless there is something to say; a terminal status is the last event. */
    record StatusChanged(long seq, Instant at, int attempt, JobStatus status, @Nullable FailureReason reason,
            @Nullable String message) implements Event {
        @Override
        public Event numbered(long number) {
            return new StatusChanged(number, at, attempt, status, reason, message);
        }
    }

    /** What a worker tells of the attempt that it runs; all other events are the store's own. */
    sealed interface Told extends Event {
        @Override
        Told numbered(long seq);
    }

    /** The program showed something. */
    record Shown(long seq, Instant at, int attempt, Output output) implements Told {
        /** As it comes from the program, before its log numbers it. */
        public static Shown now(int attempt, Output output) {
            return new Shown(0, Instant.now(), attempt, output);
        }

        @Override
        public Told numbered(long number) {
            return new Shown(number, at, attempt, output);
        }
    }

    /** The program left a file behind. */
    record ArtifactMade(long seq, Instant at, int attempt, Artifact artifact) implements Event {
        @Override
        public Event numbered(long number) {
            return new ArtifactMade(number, at, attempt, artifact);
        }
    }

    /** The program asks; it waits until somebody answers with this number. */
    record InputRequested(long seq, Instant at, int attempt, int number, String prompt,
            boolean password) implements Event {
        @Override
        public Event numbered(long given) {
            return new InputRequested(given, at, attempt, number, prompt, password);
        }
    }

    /** Somebody answered; the value of a password is null. */
    record InputGiven(long seq, Instant at, int attempt, int number, @Nullable String value) implements Event {
        @Override
        public Event numbered(long given) {
            return new InputGiven(given, at, attempt, number, value);
        }
    }

    /** Before this cell the session's state was rebuilt: how many cells ran again, and which differ or could not. */
    record SessionRestored(long seq, Instant at, int attempt, RestoreCause cause, int replayed,
            List<CellNote> failed, List<CellNote> leftOut) implements Told {
        public SessionRestored {
            failed = List.copyOf(failed);
            leftOut = List.copyOf(leftOut);
        }

        @Override
        public Told numbered(long number) {
            return new SessionRestored(number, at, attempt, cause, replayed, failed, leftOut);
        }
    }

    /** What the cell added or changed among the session's variables. */
    record VariablesDefined(long seq, Instant at, int attempt, List<Variable> defined) implements Told {
        public VariablesDefined {
            defined = List.copyOf(defined);
        }

        @Override
        public Told numbered(long number) {
            return new VariablesDefined(number, at, attempt, defined);
        }
    }
}
