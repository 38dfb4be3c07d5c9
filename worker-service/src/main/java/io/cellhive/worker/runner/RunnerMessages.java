package io.cellhive.worker.runner;

import io.cellhive.model.file.FileName;
import io.cellhive.model.json.CellhiveJson;
import io.cellhive.model.output.Output;
import io.cellhive.worker.runner.RunnerMessage.LeftArtifact;
import io.cellhive.worker.runner.RunnerMessage.Outcome;
import io.cellhive.worker.runner.RunnerMessage.Ready;
import io.cellhive.worker.runner.RunnerMessage.Reply;
import io.cellhive.worker.runner.RunnerMessage.Showed;
import io.cellhive.worker.runner.RunnerMessage.SkippedArtifact;
import io.cellhive.worker.runner.RunnerMessage.Usage;
import io.cellhive.worker.sandbox.Frame;
import io.cellhive.worker.sandbox.RunnerProtocolViolation;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads frames as messages and refuses whatever the protocol does not know. */
final class RunnerMessages {
    private static final int MAX_PARTS = 8;
    private static final Set<String> STREAMS = Set.of("stdout", "stderr");
    /** why: the protocol lets a newer runner add fields. */
    static final JsonMapper JSON = CellhiveJson.mapper().rebuild()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private RunnerMessages() {}

    static RunnerMessage read(Frame frame) {
        try {
            JsonNode header = JSON.readTree(frame.header());
            return switch (text(header, "type")) {
                case "ready" -> new Ready(integer(header, "protocol"), text(header, "python"));
                case "output" -> new Showed(output(header, frame.payload()), frame.payload().length);
                case "artifact" -> new LeftArtifact(artifactName(text(header, "name")), frame.payload());
                case "artifact_skipped" -> new SkippedArtifact(text(header, "name"), text(header, "why"));
                case "execute_reply" -> reply(header, frame.payload());
                case "input_request" -> SessionMessages.asked(header);
                case "rewind_reply" -> SessionMessages.rewound(header);
                case "complete_reply", "inspect_reply", "variables_reply", "files_reply", "file_reply",
                        "stored_reply" ->
                    SessionMessages.answered(header, frame.payload());
                case String other -> throw new RunnerProtocolViolation("unknown type " + brief(other));
            };
        } catch (JacksonException | IllegalArgumentException bad) {
            throw new RunnerProtocolViolation("unreadable message", bad);
        }
    }

    private static Output output(JsonNode header, byte[] payload) {
        if (!(JSON.readTree(payload) instanceof ObjectNode content)) {
            throw new RunnerProtocolViolation("an output that is no object");
        }
        content.put("output_type", text(header, "output_type"));
        return checked(JSON.treeToValue(content, Output.class));
    }

    /** Makes sure of what the records promise and Jackson does not. */
    private static Output checked(Output output) {
        return switch (output) {
            case Output.Stream stream when !STREAMS.contains(stream.name()) -> throw new RunnerProtocolViolation(
                    "stream " + brief(stream.name()));
            case Output.Stream stream -> new Output.Stream(stream.name(), orEmpty(stream.text()));
            case Output.DisplayData it -> new Output.DisplayData(orEmpty(it.data()), orEmpty(it.metadata()),
                    it.transientData());
            case Output.ExecuteResult it -> new Output.ExecuteResult(it.executionCount(), orEmpty(it.data()),
                    orEmpty(it.metadata()));
            case Output.ErrorOutput it -> new Output.ErrorOutput(orEmpty(it.ename()), orEmpty(it.evalue()),
                    Objects.requireNonNullElse(it.traceback(), java.util.List.of()), it.line());
            case Output.ClearOutput it -> it;
            case Output.UpdateDisplayData it -> new Output.UpdateDisplayData(orEmpty(it.data()),
                    orEmpty(it.metadata()), it.transientData());
        };
    }

    private static Reply reply(JsonNode header, byte[] payload) {
        JsonNode usage = header.path("usage");
        Outcome outcome = Outcome.valueOf(text(header, "outcome").toUpperCase(Locale.ROOT));
        return new Reply(outcome, optional(header, "exitCode"), optional(header, "signal"), optional(header, "line"),
                count(header, "oomKills"), count(header, "pidsRefused"),
                new Usage(amount(usage, "wallMs"), amount(usage, "cpuMs"), amount(usage, "peakMemoryBytes"),
                        amount(usage, "outputBytes"), amount(usage, "outputDroppedBytes")),
                header.hasNonNull("state") ? SessionMessages.after(header, payload) : null);
    }

    private static String artifactName(String name) {
        String[] parts = name.split("/", -1);
        if (parts.length > MAX_PARTS) {
            throw new RunnerProtocolViolation("an artifact too deep");
        }
        for (String part : parts) {
            new FileName(part);
        }
        return name;
    }

    static String text(JsonNode node, String field) {
        if (node.path(field).isString()) {
            return node.path(field).stringValue();
        }
        throw new RunnerProtocolViolation("no text in " + field);
    }

    static int integer(JsonNode node, String field) {
        Integer value = optional(node, field);
        if (value == null) {
            throw new RunnerProtocolViolation("no number in " + field);
        }
        return value;
    }

    static @Nullable Integer optional(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isIntegralNumber() && value.canConvertToInt() ? value.intValue() : null;
    }

    static int count(JsonNode node, String field) {
        Integer value = optional(node, field);
        return value == null ? 0 : Math.max(0, value);
    }

    static long amount(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isNumber() && value.canConvertToLong() ? Math.max(0, value.longValue()) : 0;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static Map<String, Object> orEmpty(@Nullable Map<String, Object> map) {
        return map == null ? Map.of() : map;
    }

    static String brief(@Nullable String text) {
        return text == null || text.length() > 40 ? "of another kind" : text;
    }
}
