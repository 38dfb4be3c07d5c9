package io.cellhive.backend.redis;

import io.cellhive.model.id.JobId;
import io.cellhive.model.id.SessionId;
import io.cellhive.port.Subscription;
import io.cellhive.port.WorkerSignals;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Signals over a channel of Redis, as a word and an id; every node hears every one. */
final class RedisWorkerSignals implements WorkerSignals {
    private static final Logger LOG = LoggerFactory.getLogger(RedisWorkerSignals.class);
    private final StringRedisTemplate redis;
    private final List<Consumer<Signal>> handlers = new CopyOnWriteArrayList<>();

    RedisWorkerSignals(StringRedisTemplate redis) {
        this.redis = redis;
    }

    @Override
    public void send(Signal signal) {
        String text = switch (signal) {
            case Stop(JobId job) -> "stop " + job;
            case Answered(JobId job) -> "answered " + job;
            case Changed(SessionId session) -> "changed " + session;
        };
        Redis.asking("sending a signal", () -> redis.convertAndSend(RedisKey.SIGNALS.toString(), text));
    }

    /** A signal came. */
    void heard(String text) {
        String[] words = text.split(" ", 2);
        Signal signal = switch (words[0]) {
            case "stop" -> new Stop(new JobId(words[1]));
            case "answered" -> new Answered(new JobId(words[1]));
            case "changed" -> new Changed(new SessionId(words[1]));
            default -> null;
        };
        if (signal == null) {
            LOG.warn("a signal of another version: {}", text);
        } else {
            handlers.forEach(handler -> Thread.ofVirtual().start(() -> handler.accept(signal)));
        }
    }

    @Override
    public Subscription subscribe(Consumer<Signal> handler) {
        handlers.add(handler);
        return () -> handlers.remove(handler);
    }
}
