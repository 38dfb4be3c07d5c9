package io.cellhive.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Names one life of a worker process: a restarted worker has a new one. */
public record WorkerId(@JsonValue String value) implements Comparable<WorkerId> {
    private static final Pattern SHAPE = Pattern.compile("wrk_[0-9a-f]{32}");

    /** @throws IllegalArgumentException if the value has another shape */
    @JsonCreator
    public WorkerId {
        if (value == null || !SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a worker id: must match " + SHAPE);
        }
    }

    /** A new one that nobody can guess, ordered by time: 12 hexadecimal digits of milliseconds, 20 random ones. */
    public static WorkerId create() {
        return new WorkerId("wrk_" + UniqueId.next());
    }

    @Override
    public int compareTo(WorkerId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
