package io.cellhive.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.api.RunningApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The machine-readable description and the page of docs name the same calls. */
class OpenApiIT extends RunningApi {
    private static final Pattern CALL = Pattern.compile("^\\| `(GET|POST) (/[^`?]*)", Pattern.MULTILINE);

    @Test
    void describesEveryCallOfTheDocs() throws IOException {
        Set<String> written = new TreeSet<>();
        Matcher calls = CALL.matcher(Files.readString(Path.of("../docs/api.md")));
        while (calls.find()) {
            // why: a WebSocket is no call that OpenAPI could describe.
            if (!calls.group(2).equals("/api/v1/stream")) {
                written.add(calls.group(1) + " " + calls.group(2));
            }
        }
        assertThat(written).hasSizeGreaterThan(10);

        Set<String> described = new TreeSet<>();
        JsonNode paths = browser().get("/v3/api-docs").is(200).json().path("paths");
        paths.propertyNames().forEach(path -> paths.path(path).propertyNames()
                .forEach(method -> described.add(method.toUpperCase() + " " + path)));
        assertThat(described).isEqualTo(written);
    }

    @Test
    void canBeTriedInSwaggerUi() {
        assertThat(browser().get("/swagger-ui.html").status()).isIn(200, 302);
        browser().get("/swagger-ui/index.html").is(200);
    }
}
