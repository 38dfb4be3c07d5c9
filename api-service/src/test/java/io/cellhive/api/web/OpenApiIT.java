package io.cellhive.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.api.Answer;
import io.cellhive.api.RunningApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The description that the server gives of itself has every call that docs/api.md promises, and no other. */
class OpenApiIT extends RunningApi {
    private static final Path DOCS = Path.of("..", "docs", "api.md");

    private static Set<String> promised() throws IOException {
        Set<String> calls = new HashSet<>();
        Pattern.compile("^\\| `(GET|POST|PATCH|DELETE) ([^ ?`]+)", Pattern.MULTILINE).matcher(Files.readString(DOCS))
                .results()
                .map(call -> call.group(1) + " " + call.group(2)).filter(call -> !call.endsWith("/stream"))
                .forEach(calls::add);
        return calls;
    }

    private Set<String> described() {
        Set<String> calls = new HashSet<>();
        for (var path : browser().get("/v3/api-docs").is(200).json().path("paths").properties()) {
            for (var method : path.getValue().properties()) {
                calls.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey().replace("{*", "{"));
            }
        }
        return calls;
    }

    @Test
    void describesEveryCallOfTheDocumentation() throws IOException {
        assertThat(promised()).hasSizeGreaterThan(10);
        assertThat(described()).containsExactlyInAnyOrderElementsOf(promised());
    }

    @Test
    void describesTheFieldsOfASubmit() {
        JsonNode schemas = browser().get("/v3/api-docs").json().path("components").path("schemas");

        assertThat(schemas.path("SubmitRequest").path("properties").propertyNames()).containsExactlyInAnyOrder(
                "runtime",
                "code", "cell", "files", "limits", "sessionId");
        assertThat(schemas.path("JobView").path("properties").propertyNames()).contains("id", "status", "reason",
                "message", "queue", "lastSeq");
    }

    @Test
    void theTryItPageOpens() {
        Answer redirect = browser().get("/swagger-ui.html");

        assertThat(redirect.status()).isIn(200, 302);
        assertThat(browser().get("/swagger-ui/index.html").is(200).text()).contains("swagger-ui");
    }
}
