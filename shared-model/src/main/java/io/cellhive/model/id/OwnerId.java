package io.cellhive.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Names who owns jobs, files and event logs. Not a person: a browser, until richer identities come. */
public record OwnerId(@JsonValue String value) implements Comparable<OwnerId> {
    private static final Pattern SHAPE = Pattern.compile("own_[0-9a-f]{32}");

    /** @throws IllegalArgumentException if the value has another shape */
    @JsonCreator
    public OwnerId {
        if (value == null || !SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a owner id: must match " + SHAPE);
        }
    }

    /** A new one that nobody can guess, ordered by time: 12 hexadecimal digits of milliseconds, 20 random ones. */
    public static OwnerId create() {
        return new OwnerId("own_" + UniqueId.next());
    }

    @Override
    public int compareTo(OwnerId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
