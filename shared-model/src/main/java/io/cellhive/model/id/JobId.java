package io.cellhive.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Names one job. Sorts by the time of creation, to the millisecond. */
public record JobId(@JsonValue String value) implements Comparable<JobId> {
    private static final Pattern SHAPE = Pattern.compile("job_[0-9a-f]{32}");

    /** @throws IllegalArgumentException if the value has another shape */
    @JsonCreator
    public JobId {
        if (value == null || !SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a job id: must match " + SHAPE);
        }
    }

    /** A new one that nobody can guess, ordered by time: 12 hexadecimal digits of milliseconds, 20 random ones. */
    public static JobId create() {
        return new JobId("job_" + UniqueId.next());
    }

    @Override
    public int compareTo(JobId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
