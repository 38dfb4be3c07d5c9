package io.cellhive.model.session;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A variable as the interpreter describes it. Text comes from untrusted code: whoever shows it must not trust it.
 *
 * @param shape such as "1000 × 3"; null for what has none
 * @param repr shortened to {@value #MAX_REPR} characters
 * @param change what the cell that just ran did to it; null for nothing
 */
public record Variable(String name, String type, @Nullable String shape, @Nullable Long length, String repr,
        @Nullable Long sizeBytes, @Nullable Change change) {
    public static final int MAX_REPR = 200;

    /** What a cell did to a variable. */
    public enum Change {
        ADDED, CHANGED;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
