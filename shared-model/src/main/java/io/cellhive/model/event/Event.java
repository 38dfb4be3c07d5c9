package io.cellhive.model.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.cellhive.model.file.Artifact;
import io.cellhive.model.job.FailureReason;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.output.Output;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One entry of a job's event log. Sequence numbers start at 1 and have no gaps; attempt 0 is before the first claim. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(value = Event.StatusChanged.class, name = "status"),
        @JsonSubTypes.Type(value = Event.Shown.class, name = "output"),
        @JsonSubTypes.Type(value = Event.ArtifactMade.class, name = "artifact")})
public sealed interface Event {
    long seq();

    Instant at();

    int attempt();

    /** The same event with the number its log gave it. */
    Event numbered(long seq);

    /** The job moved. Reason and message are null unless there is something to say; a terminal status is the last event. */
    record StatusChanged(long seq, Instant at, int attempt, JobStatus status, @Nullable FailureReason reason,
            @Nullable String message) implements Event {
        @Override
        public Event numbered(long number) {
            return new StatusChanged(number, at, attempt, status, reason, message);
        }
    }

    /** The program showed something. */
    record Shown(long seq, Instant at, int attempt, Output output) implements Event {
        @Override
        public Event numbered(long number) {
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
}
