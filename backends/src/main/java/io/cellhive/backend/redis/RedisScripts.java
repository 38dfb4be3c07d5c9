package io.cellhive.backend.redis;

import io.cellhive.model.job.JobMoves;
import io.cellhive.model.job.JobStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * The atomic steps: each is a Lua file beside this class, behind the shared functions, the keys and the legal moves. Redis
 * keeps a script after its first use and is told only its digest.
 */
final class RedisScripts {
    private final StringRedisTemplate redis;
    private final String preamble;
    private final Map<String, RedisScript<?>> scripts = new ConcurrentHashMap<>();

    RedisScripts(StringRedisTemplate redis, int baseWindow) {
        this.redis = redis;
        preamble = keys() + moves() + "local BASE_WINDOW = " + baseWindow + "\n" + text("shared");
    }

    /** Runs a step that answers a list: strings, and lists of strings. */
    List<?> list(String step, Object... arguments) {
        return run(step, List.class, arguments);
    }

    /** Runs a step that answers a number. */
    long number(String step, Object... arguments) {
        return run(step, Long.class, arguments);
    }

    private <T> T run(String step, Class<T> answer, Object... arguments) {
        RedisScript<?> script = scripts.computeIfAbsent(step,
                name -> new DefaultRedisScript<>(preamble + text(name), answer));
        String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        return Redis.asking(step,
                () -> answer.cast(redis.execute(script, List.of(RedisKey.TURN.toString()), (Object[]) texts)));
    }

    private static String keys() {
        return Arrays.stream(RedisKey.values()).map(key -> key.name() + " = '" + key + "'")
                .collect(Collectors.joining(", ", "local K = {", "}\n"));
    }

    private static String moves() {
        return Arrays.stream(JobStatus.values()).map(RedisScripts::movesFrom)
                .collect(Collectors.joining(", ", "local LEGAL = {", "}\n"));
    }

    private static String movesFrom(JobStatus status) {
        return JobMoves.from(status).stream().map(to -> to + " = true")
                .collect(Collectors.joining(", ", status + " = {", "}"));
    }

    private static String text(String name) {
        try (InputStream file = RedisScripts.class.getResourceAsStream(name + ".lua")) {
            if (file == null) {
                throw new IllegalArgumentException("no such step: " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
