package io.cellhive.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.model.json.CellhiveJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** docker-compose.yml hands every setting on, to API nodes as to workers. */
class ComposeSettingsTest {
    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    /** A setting that only takes over another one's value, under the name that users know. */
    private static final Pattern ALIAS = Pattern.compile("\\$\\{([^:]+):.*}");
    /** Compose gives these a value where they are needed, or leaves them out. */
    private static final Set<String> ITS_OWN = Set.of("DOCKER_HOST", "CELLHIVE_INSTALLATION",
            "CELLHIVE_SECURITY_COOKIE_KEY", "CELLHIVE_DATA_DIR", "CELLHIVE_WEB_PAGE_DIR");

    @ParameterizedTest
    @ValueSource(strings = {"api", "worker"})
    void everySettingReachesEachService(String service) throws IOException {
        assertThat(environment(service)).containsAll(settings());
    }

    private static Set<String> environment(String service) throws IOException {
        Map<String, Map<String, Map<String, Map<String, ?>>>> file = new Yaml()
                .load(Files.readString(Path.of("../docker-compose.yml")));
        return file.get("services").get(service).get("environment").keySet();
    }

    private static Set<String> settings() throws IOException {
        Properties defaults = PropertiesLoaderUtils.loadAllProperties("cellhive-api.properties");
        defaults.putAll(PropertiesLoaderUtils.loadAllProperties("cellhive-worker.properties"));
        Set<String> names = new TreeSet<>();
        for (var url : Collections.list(ComposeSettingsTest.class.getClassLoader().getResources(METADATA))) {
            try (InputStream in = url.openStream()) {
                for (JsonNode property : CellhiveJson.mapper().readTree(in).get("properties")) {
                    String name = property.get("name").asString();
                    if (name.startsWith("cellhive.")) {
                        Matcher alias = ALIAS.matcher(defaults.getProperty(name, ""));
                        names.add(variable(alias.matches() ? alias.group(1) : name));
                    }
                }
            }
        }
        names.removeAll(ITS_OWN);
        return names;
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }
}
