package io.cellhive.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.model.json.CellhiveJson;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What the API answered, with the checks that every test of an error makes. */
public record Answer(int status, java.net.http.HttpHeaders headers, byte[] body) {
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        return CellhiveJson.mapper().readTree(body);
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The text of a top-level field. */
    public String at(String field) {
        return json().path(field).asString();
    }

    public Answer is(int expected) {
        assertThat(status).as(text()).isEqualTo(expected);
        return this;
    }

    /** An RFC 9457 problem of this status. */
    public Answer isProblem(int expected) {
        is(expected);
        assertThat(header("Content-Type")).as(text()).startsWith("application/problem+json");
        assertThat(json().path("status").asInt()).isEqualTo(expected);
        assertThat(at("type")).isEqualTo("about:blank");
        assertThat(at("title")).isNotBlank();
        assertThat(at("detail")).isNotBlank();
        assertThat(text()).doesNotContain("Exception", "io.cellhive", "java.");
        return this;
    }

    /** A problem that says which field is wrong, and what it must be. */
    public Answer isProblemWith(int expected, String field) {
        isProblem(expected);
        Set<String> fields = new TreeSet<>();
        json().path("errors").forEach(error -> {
            fields.add(error.path("field").asString());
            assertThat(error.path("message").asString()).isNotBlank();
        });
        assertThat(fields).as(text()).containsExactly(field);
        return this;
    }
}
