package io.cellhive.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Names a notebook's live interpreter. */
public record SessionId(@JsonValue String value) implements Comparable<SessionId> {
    private static final Pattern SHAPE = Pattern.compile("ses_[0-9a-f]{32}");

    /** @throws IllegalArgumentException if the value has another shape */
    @JsonCreator
    public SessionId {
        if (value == null || !SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a session id: must match " + SHAPE);
        }
    }

    /** A new one that nobody can guess, ordered by time: 12 hexadecimal digits of milliseconds, 20 random ones. */
    public static SessionId create() {
        return new SessionId("ses_" + UniqueId.next());
    }

    @Override
    public int compareTo(SessionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
