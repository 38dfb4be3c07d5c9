package io.cellhive.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
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

    /** Whether the lane keeps strict order: one job at a time, whatever is free. */
    public boolean strict() {
        return value.startsWith("ses_");
    }

    @Override
    public String toString() {
        return value;
    }
}
