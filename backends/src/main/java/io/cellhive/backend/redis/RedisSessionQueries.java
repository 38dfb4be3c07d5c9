package io.cellhive.backend.redis;

import io.cellhive.model.id.WorkerId;
import io.cellhive.model.json.CellhiveJson;
import io.cellhive.port.SessionQueries;
import io.cellhive.port.Subscription;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.MessageListener;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;

/** Questions over channels of Redis: one of each worker, and one of each node for the answers, told apart by a number. */
final class RedisSessionQueries implements SessionQueries {
    private static final Logger LOG = LoggerFactory.getLogger(RedisSessionQueries.class);
    private final StringRedisTemplate redis;
    private final RedisMessageListenerContainer channels;
    private final String answersTo = RedisKey.ANSWERS.of(UUID.randomUUID());
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, CompletableFuture<Answer>> open = new ConcurrentHashMap<>();

    RedisSessionQueries(StringRedisTemplate redis, RedisMessageListenerContainer channels) {
        this.redis = redis;
        this.channels = channels;
        channels.addMessageListener((message, _) -> Thread.ofVirtual().name("answer")
                .start(() -> answered(CellhiveJson.mapper().readValue(message.getBody(), Reply.class))),
                new ChannelTopic(answersTo));
    }

    private record Question(String answersTo, long number, Query query) {}

    private record Reply(long number, Answer answer) {}

    private void answered(Reply reply) {
        CompletableFuture<Answer> waiting = open.get(reply.number());
        if (waiting != null) {
            waiting.complete(reply.answer());
        }
    }

    @Override
    public Optional<Answer> ask(WorkerId holder, Query query, Duration timeout) {
        long number = numbers.incrementAndGet();
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        open.put(number, answer);
        try {
            Long heard = send(RedisKey.ASK.of(holder), new Question(answersTo, number, query));
            return heard == 0
                    ? Optional.empty()
                    : Optional.of(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            return Optional.empty();
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            open.remove(number);
        }
    }

    /** Answers how many heard it. */
    private Long send(String channel, Object message) {
        return Redis.asking("asking a worker", () -> redis.convertAndSend(channel, CellhiveJson.write(message)));
    }

    @Override
    public Subscription serve(WorkerId me, Function<Query, Answer> handler) {
        MessageListener listener = (message, _) -> {
            String json = new String(message.getBody(), StandardCharsets.UTF_8);
            Thread.ofVirtual().name("question").start(() -> reply(CellhiveJson.read(json, Question.class), handler));
        };
        channels.addMessageListener(listener, new ChannelTopic(RedisKey.ASK.of(me)));
        return () -> channels.removeMessageListener(listener);
    }

    private void reply(Question question, Function<Query, Answer> handler) {
        try {
            send(question.answersTo(), new Reply(question.number(), handler.apply(question.query())));
        } catch (RuntimeException failed) {
            LOG.warn("a question got no answer", failed);
        }
    }
}
