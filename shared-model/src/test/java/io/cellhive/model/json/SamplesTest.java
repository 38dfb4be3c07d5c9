package io.cellhive.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellhive.model.event.Event;
import io.cellhive.model.job.JobMessage;
import io.cellhive.model.output.Output;
import io.cellhive.model.output.OutputType;
import io.cellhive.model.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;

/** The samples that Python and TypeScript read too: each becomes a record and the same JSON again. */
class SamplesTest {
    private static final Path SAMPLES = Path.of("src/test/resources/samples");

    @ParameterizedTest
    @CsvSource({"event-status, EVENT", "event-output-stream, EVENT", "event-artifact, EVENT", "output-stream, OUTPUT",
            "output-display_data, OUTPUT", "output-execute_result, OUTPUT", "output-error, OUTPUT",
            "output-clear_output, OUTPUT", "output-update_display_data, OUTPUT", "message-job, MESSAGE",
            "message-session-job, MESSAGE", "event-input_request, EVENT", "event-input_reply, EVENT",
            "event-session_restored, EVENT", "event-variables, EVENT", "session, SESSION"})
    void readsAndWritesTheSameJson(String sample, Kind kind) throws IOException {
        String json = Files.readString(SAMPLES.resolve(sample + ".json"));

        String written = CellhiveJson.write(CellhiveJson.read(json, kind.type));

        assertThat(CellhiveJson.mapper().readTree(written)).isEqualTo(CellhiveJson.mapper().readTree(json));
    }

    @Test
    void everyOutputTypeHasASample() throws IOException {
        try (var files = Files.list(SAMPLES)) {
            Set<String> names = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
            for (OutputType type : OutputType.values()) {
                assertThat(names).contains("output-" + type.wireName() + ".json");
            }
        }
    }

    @Test
    void refusesUnknownFieldsAndDeepNesting() {
        assertThatThrownBy(() -> CellhiveJson.read("{\"jobId\":null,\"runtime\":null,\"odd\":1}", JobMessage.class))
                .isInstanceOf(JacksonException.class).hasMessageContaining("odd");
        String deep = "[".repeat(100) + "]".repeat(100);
        assertThatThrownBy(() -> CellhiveJson.mapper().readTree(deep)).isInstanceOf(JacksonException.class);
    }

    private enum Kind {
        EVENT(Event.class), OUTPUT(Output.class), MESSAGE(JobMessage.class), SESSION(Session.class);

        private final Class<?> type;

        Kind(Class<?> type) {
            this.type = type;
        }
    }
}
