package io.cellhive.model.output;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing a program shows, with nbformat's own field names so that it can go into an .ipynb unchanged. Contents come
 * from untrusted code: whoever shows them must not trust them.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "output_type")
@JsonSubTypes({@JsonSubTypes.Type(value = Output.Stream.class, name = "stream"),
        @JsonSubTypes.Type(value = Output.DisplayData.class, name = "display_data"),
        @JsonSubTypes.Type(value = Output.ExecuteResult.class, name = "execute_result"),
        @JsonSubTypes.Type(value = Output.ErrorOutput.class, name = "error"),
        @JsonSubTypes.Type(value = Output.ClearOutput.class, name = "clear_output"),
        @JsonSubTypes.Type(value = Output.UpdateDisplayData.class, name = "update_display_data")})
public sealed interface Output {
    @JsonIgnore
    OutputType type();

    /** Text; the name is stdout or stderr. */
    record Stream(String name, String text) implements Output {
        @Override
        public OutputType type() {
            return OutputType.STREAM;
        }
    }

    /** A figure, a table and so on: MIME type to contents; binary kinds as base64. */
    record DisplayData(Map<String, Object> data, Map<String, Object> metadata,
            @JsonProperty("transient") @Nullable Map<String, Object> transientData) implements Output {
        @Override
        public OutputType type() {
            return OutputType.DISPLAY_DATA;
        }
    }

    /** The value of a cell's last expression. */
    record ExecuteResult(@JsonProperty("execution_count") int executionCount, Map<String, Object> data,
            Map<String, Object> metadata) implements Output {
        @Override
        public OutputType type() {
            return OutputType.EXECUTE_RESULT;
        }
    }

    /** An exception that nobody caught; line is the user's own, null when it is not known. */
    record ErrorOutput(String ename, String evalue, List<String> traceback,
            @Nullable Integer line) implements Output {
        @Override
        public OutputType type() {
            return OutputType.ERROR;
        }
    }

    /** Empties the outputs, at once or, with wait, when the next one comes. */
    record ClearOutput(@JsonProperty("wait") boolean waitForNext) implements Output {
        @Override
        public OutputType type() {
            return OutputType.CLEAR_OUTPUT;
        }
    }

    /** Replaces what an earlier display with the same display_id showed. */
    record UpdateDisplayData(Map<String, Object> data, Map<String, Object> metadata,
            @JsonProperty("transient") @Nullable Map<String, Object> transientData) implements Output {
        @Override
        public OutputType type() {
            return OutputType.UPDATE_DISPLAY_DATA;
        }
    }
}
