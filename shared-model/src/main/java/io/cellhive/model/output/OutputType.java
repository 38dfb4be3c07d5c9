package io.cellhive.model.output;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** The kinds of output, named as in nbformat 4.5 and Jupyter messaging. */
public enum OutputType {
    STREAM("stream"), DISPLAY_DATA("display_data"), EXECUTE_RESULT("execute_result"), ERROR("error"), CLEAR_OUTPUT(
            "clear_output"), UPDATE_DISPLAY_DATA("update_display_data");

    private final String wireName;

    OutputType(String wireName) {
        this.wireName = wireName;
    }

    @JsonValue
    public String wireName() {
        return wireName;
    }

    /** @throws IllegalArgumentException for any other name */
    @JsonCreator
    public static OutputType of(String wireName) {
        return Arrays.stream(values()).filter(type -> type.wireName.equals(wireName)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not an output type: " + wireName));
    }
}
