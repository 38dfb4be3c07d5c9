package io.cellhive.backend.redis;

import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.Sha256;
import io.cellhive.port.FileStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.springframework.data.redis.connection.RedisStringCommands.SetOption;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.types.Expiration;

/**
 * Bytes once per content, and a mark per owner who may read them. Each use renews both, the bytes first, so no mark
 * outlives its bytes.
 */
final class RedisFileStore implements FileStore {
    private final StringRedisTemplate redis;
    private final Duration keep;

    RedisFileStore(StringRedisTemplate redis, Duration keep) {
        this.redis = redis;
        this.keep = keep;
    }

    @Override
    public Sha256 put(OwnerId owner, byte[] bytes) {
        Sha256 sha256 = Sha256.of(bytes);
        Redis.asking("storing a file", () -> redis.execute((RedisCallback<Boolean>) connection -> connection
                .stringCommands().set(bytes(file(sha256)), bytes, Expiration.from(keep), SetOption.upsert())));
        Redis.asking("storing a file", () -> {
            redis.opsForValue().set(mark(owner, sha256), Long.toString(bytes.length), keep);
            return true;
        });
        return sha256;
    }

    @Override
    public Optional<byte[]> get(OwnerId owner, Sha256 sha256) {
        return Redis.asking("reading a file", () -> {
            if (!Boolean.TRUE.equals(redis.hasKey(mark(owner, sha256)))) {
                return Optional.empty();
            }
            byte[] found = redis.execute((RedisCallback<byte[]>) connection -> connection.stringCommands()
                    .getEx(bytes(file(sha256)), Expiration.from(keep)));
            redis.expire(mark(owner, sha256), keep);
            return Optional.ofNullable(found);
        });
    }

    @Override
    public Optional<Long> size(OwnerId owner, Sha256 sha256) {
        return Redis.asking("reading a file's size",
                () -> Optional.ofNullable(redis.opsForValue().get(mark(owner, sha256))).map(Long::valueOf));
    }

    private static String file(Sha256 sha256) {
        return RedisKey.FILE.of("{" + sha256 + "}");
    }

    private static String mark(OwnerId owner, Sha256 sha256) {
        return file(sha256) + ":" + owner;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
