package io.cellhive.backend.redis;

import io.cellhive.port.EventLog;
import io.cellhive.port.FileStore;
import io.cellhive.port.JobStore;
import io.cellhive.port.SessionQueries;
import io.cellhive.port.SessionStore;
import io.cellhive.port.WorkerRegistry;
import io.cellhive.port.WorkerSignals;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.data.redis.connection.MessageListener;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;

/** Every port but the queue, over one Redis. Starts when Redis answers; afterwards it finds Redis again by itself. */
public final class RedisBackend implements AutoCloseable {
    private static final Duration WAKE_ALL = Duration.ofSeconds(2);
    private final RedisEventLog events;
    private final RedisJobStore jobs;
    private final RedisSessionStore sessions;
    private final RedisSessionQueries queries;
    private final RedisFileStore files;
    private final RedisWorkerRegistry workers;
    private final RedisWorkerSignals workerSignals;
    private final RedisMessageListenerContainer channels = new RedisMessageListenerContainer();
    private final ScheduledExecutorService clockwork = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("redis-wake").factory());

    /** @param keep how long ended jobs, their events and files stay */
    public RedisBackend(RedisConnectionFactory connections, Clock clock, int baseWindow, Duration keep) {
        StringRedisTemplate redis = new StringRedisTemplate(connections);
        RedisScripts scripts = new RedisScripts(redis, baseWindow);
        events = new RedisEventLog(redis, scripts, log -> channels.addMessageListener(text(log::wake),
                new ChannelTopic(RedisKey.WAKE.toString())));
        jobs = new RedisJobStore(redis, scripts, clock, keep);
        sessions = new RedisSessionStore(redis, scripts, clock, keep);
        files = new RedisFileStore(redis, keep);
        workers = new RedisWorkerRegistry(scripts);
        workerSignals = new RedisWorkerSignals(redis);
        channels.setConnectionFactory(connections);
        // why on the connection's own thread: some come with each event of each job, and no listener waits for anything.
        channels.setTaskExecutor(Runnable::run);
        channels.setSubscriptionExecutor(subscribing -> Thread.ofVirtual().name("redis-channels").start(subscribing));
        channels.addMessageListener(text(workerSignals::heard), new ChannelTopic(RedisKey.SIGNALS.toString()));
        channels.afterPropertiesSet();
        channels.start();
        queries = new RedisSessionQueries(redis, channels);
        clockwork.scheduleWithFixedDelay(events::wakeAll, WAKE_ALL.toMillis(), WAKE_ALL.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private static MessageListener text(Consumer<String> handler) {
        return (message, _) -> handler.accept(new String(message.getBody(), StandardCharsets.UTF_8));
    }

    public JobStore jobs() {
        return jobs;
    }

    public SessionStore sessions() {
        return sessions;
    }

    public SessionQueries queries() {
        return queries;
    }

    public EventLog events() {
        return events;
    }

    public FileStore files() {
        return files;
    }

    public WorkerRegistry workers() {
        return workers;
    }

    public WorkerSignals workerSignals() {
        return workerSignals;
    }

    @Override
    public void close() throws Exception {
        clockwork.shutdownNow();
        channels.destroy();
        events.close();
    }
}
