package io.cellhive.worker.runner;

import io.cellhive.model.id.JobId;
import io.cellhive.model.session.Variable;
import io.cellhive.worker.runner.RunnerMessage.AfterCell;
import io.cellhive.worker.runner.RunnerMessage.Answered;
import io.cellhive.worker.runner.RunnerMessage.Asked;
import io.cellhive.worker.runner.RunnerMessage.Rewound;
import io.cellhive.worker.runner.RunnerMessage.State;
import io.cellhive.worker.sandbox.RunnerProtocolViolation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Reads what only a runner with a live interpreter says. What it says of variables is shortened, never believed. */
final class SessionMessages {
    private static final int MAX_PROMPT = 4_000;
    private static final int MAX_WHY = 500;
    private static final int MAX_SNAPSHOTS = 64;
    private static final int MAX_VARIABLES = 1_000;

    private SessionMessages() {}

    static Asked asked(JsonNode header) {
        return new Asked(RunnerMessages.integer(header, "number"),
                shortened(RunnerMessages.text(header, "prompt"), MAX_PROMPT), header.path("password").asBoolean(false),
                RunnerMessages.amount(header, "memoryBytes"));
    }

    static Rewound rewound(JsonNode header) {
        return new Rewound(header.path("ok").asBoolean(false), why(header));
    }

    static Answered answered(JsonNode header, byte[] payload) {
        boolean file = "file_reply".equals(header.path("type").stringValue());
        Map<String, Object> content = file || payload.length == 0 ? Map.of() : object(payload);
        return new Answered(RunnerMessages.integer(header, "request"), header.path("ok").asBoolean(false), why(header),
                content, payload);
    }

    private static Map<String, Object> object(byte[] payload) {
        Map<String, Object> content = new LinkedHashMap<>();
        RunnerMessages.JSON.readTree(payload).properties()
                .forEach(field -> content.put(field.getKey(), RunnerMessages.JSON.treeToValue(field.getValue(),
                        Object.class)));
        return content;
    }

    static AfterCell after(JsonNode header, byte[] payload) {
        List<JobId> snapshots = new ArrayList<>();
        header.path("snapshots").values().forEach(id -> snapshots.add(new JobId(id.asString())));
        if (snapshots.size() > MAX_SNAPSHOTS) {
            throw new RunnerProtocolViolation("more snapshots than a container has room for");
        }
        return new AfterCell(State.valueOf(RunnerMessages.text(header, "state").toUpperCase(Locale.ROOT)),
                header.path("started").asBoolean(true), snapshots,
                RunnerMessages.count(header, "threads"), variables(payload));
    }

    private static List<Variable> variables(byte[] payload) {
        if (payload.length == 0) {
            return List.of();
        }
        if (!(RunnerMessages.JSON.readTree(payload) instanceof ArrayNode given)) {
            throw new RunnerProtocolViolation("variables that are no list");
        }
        List<Variable> variables = new ArrayList<>();
        for (JsonNode each : given.values()) {
            if (variables.size() == MAX_VARIABLES) {
                break;
            }
            variables.add(checked(RunnerMessages.JSON.treeToValue(each, Variable.class)));
        }
        return variables;
    }

    /** Makes sure of what the record promises and Jackson does not. */
    private static Variable checked(@Nullable Variable it) {
        if (it == null || it.name() == null || it.type() == null || it.repr() == null) {
            throw new RunnerProtocolViolation("a variable without name, type or text");
        }
        return new Variable(shortened(it.name(), Variable.MAX_REPR), shortened(it.type(), Variable.MAX_REPR),
                it.shape() == null ? null : shortened(it.shape(), Variable.MAX_REPR), it.length(),
                shortened(it.repr(), Variable.MAX_REPR), it.sizeBytes(), it.change());
    }

    private static @Nullable String why(JsonNode header) {
        return header.path("why").isString() ? shortened(header.path("why").stringValue(), MAX_WHY) : null;
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
