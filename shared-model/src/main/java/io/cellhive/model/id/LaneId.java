package io.cellhive.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names a lane: an ordered backlog of jobs with a window. A one-off job's lane is its owner, a session's jobs have the
 * session as their lane; the prefix tells which.
 */
public record LaneId(@JsonValue String value) {
    private static final Pattern SHAPE = Pattern.compile("(own|ses)_[0-9a-f]{32}");

    /** @throws IllegalArgumentException if the value has another shape */
    @JsonCreator
    public LaneId {
        if (value == null || !SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a lane id: must match " + SHAPE);
        }
    }

    public static LaneId of(OwnerId owner) {
        return new LaneId(owner.value());
    }

    public static LaneId of(SessionId session) {
        return new LaneId(session.value());
    }

    /** The session that this lane is; empty for an owner's lane. */
    public Optional<SessionId> session() {
        return strict() ? Optional.of(new SessionId(value)) : Optional.empty();
    }

    /** Whether the lane keeps strict order: one job at a time, whatever is free. */
    public boolean strict() {
        return value.startsWith("ses_");
    }

    @Override
    public String toString() {
        return value;
    }
}
