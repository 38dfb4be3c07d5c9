package io.cellhive.backend.redis;

import io.cellhive.model.id.JobId;
import io.cellhive.port.CancelSignals;
import io.cellhive.port.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Signals over a channel of Redis; every node hears every one. */
final class RedisCancelSignals implements CancelSignals {
    private final StringRedisTemplate redis;
    private final List<Consumer<JobId>> handlers = new CopyOnWriteArrayList<>();

    RedisCancelSignals(StringRedisTemplate redis) {
        this.redis = redis;
    }

    @Override
    public void send(JobId id) {
        Redis.asking("sending a signal", () -> redis.convertAndSend(RedisKey.CANCEL.toString(), id.value()));
    }

    /** A signal came. */
    void heard(String id) {
        handlers.forEach(handler -> Thread.ofVirtual().start(() -> handler.accept(new JobId(id))));
    }

    @Override
    public Subscription subscribe(Consumer<JobId> handler) {
        handlers.add(handler);
        return () -> handlers.remove(handler);
    }
}
