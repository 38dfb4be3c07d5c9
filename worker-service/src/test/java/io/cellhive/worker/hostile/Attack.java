package io.cellhive.worker.hostile;

import io.cellhive.model.limits.ResourceLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A hostile program of src/test/resources/hostile, by family. Comments at its head say what shall come of it: `ends` (the
 * allowed ends), and where they matter `ends-as-a-cell` (instead, in a session), `runtime`, `seconds`, `memory` (MB), `uploads`, `shows`, `hides`, `says` (in the
 * verdict) and `figures` (how many).
 */
record Attack(String name, String code, Map<String, String> head) {
    private static final Path FOLDER = Path.of("src/test/resources/hostile");

    static Stream<Attack> all() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".py")).sorted().map(Attack::read).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Attack read(Path file) {
        try {
            String code = Files.readString(file);
            Map<String, String> head = new LinkedHashMap<>();
            code.lines().takeWhile(line -> line.startsWith("# ")).map(line -> line.substring(2).split(": ", 2))
                    .forEach(pair -> head.put(pair[0], pair[1]));
            return new Attack(FOLDER.relativize(file).toString().replace(".py", ""), code, head);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    List<String> endsAsACell() {
        return list(head.containsKey("ends-as-a-cell") ? "ends-as-a-cell" : "ends");
    }

    List<String> list(String key) {
        return head.containsKey(key) ? List.of(head.get(key).split(", ")) : List.of();
    }

    int number(String key, int otherwise) {
        return Integer.parseInt(head.getOrDefault(key, String.valueOf(otherwise)));
    }

    String runtime() {
        return head.getOrDefault("runtime", "python");
    }

    ResourceLimits limits() {
        return new ResourceLimits((long) number("memory", 128) << 20, 1.0, number("seconds", 2) * 1000L, 30, 100_000,
                16 << 20);
    }

    @Override
    public String toString() {
        return name;
    }
}
