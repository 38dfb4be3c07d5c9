package io.cellhive.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Names a runtime, such as python, base or ml. */
public record RuntimeName(@JsonValue String value) implements Comparable<RuntimeName> {
    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /** @throws IllegalArgumentException if the value has another shape */
    @JsonCreator
    public RuntimeName {
        if (value == null || !SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a runtime name: must match " + SHAPE);
        }
    }

    @Override
    public int compareTo(RuntimeName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
