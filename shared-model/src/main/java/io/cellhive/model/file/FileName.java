package io.cellhive.model.file;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A plain file name in the workspace. Never a path: no separator, no control character, not hidden, at most 255 bytes in
 * UTF-8 (the limit of Linux file systems).
 */
public record FileName(@JsonValue String value) {
    private static final int MAX_BYTES = 255;

    /** @throws IllegalArgumentException with a sentence for the user, if the name is not plain */
    @JsonCreator
    public FileName {
        String complaint = complaint(value);
        if (complaint != null) {
            throw new IllegalArgumentException(complaint);
        }
    }

    private static @Nullable String complaint(String name) {
        if (name == null || name.isBlank()) {
            return "must not be empty";
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return "must be at most " + MAX_BYTES + " bytes long";
        }
        if (name.startsWith(".")) {
            return "must not start with a dot";
        }
        boolean odd = name.codePoints().anyMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c)
                || Character.getType(c) == Character.SURROGATE || Character.getType(c) == Character.FORMAT);
        return odd ? "must be a plain name without path separators or control characters" : null;
    }

    @Override
    public String toString() {
        return value;
    }
}
