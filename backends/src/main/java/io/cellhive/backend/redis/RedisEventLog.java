package io.cellhive.backend.redis;

import io.cellhive.backend.JobReaders;
import io.cellhive.model.event.Event;
import io.cellhive.model.id.JobId;
import io.cellhive.model.json.CellhiveJson;
import io.cellhive.port.EventLog;
import io.cellhive.port.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Event logs as lists in Redis. One channel tells every node which jobs have more; as Redis may lose a signal, readers are
 * also woken from time to time.
 */
final class RedisEventLog implements EventLog, AutoCloseable {
    private final StringRedisTemplate redis;
    private final RedisScripts scripts;
    private final Runnable listen;
    private final JobReaders readers = new JobReaders();
    private volatile boolean listening;

    /** @param listen has {@link #wake} called for each signal from now on; a node without readers needs none */
    RedisEventLog(StringRedisTemplate redis, RedisScripts scripts, Consumer<RedisEventLog> listen) {
        this.redis = redis;
        this.scripts = scripts;
        this.listen = () -> listen.accept(this);
    }

    @Override
    public boolean append(JobId id, int attempt, long after, List<? extends Event.Told> told) {
        List<Object> arguments = new ArrayList<>(List.of(id, attempt, after));
        told.forEach(event -> arguments.add(text(event)));
        long answer = scripts.number("append", arguments.toArray());
        if (answer < 0) {
            throw gap(id);
        }
        return answer == 1;
    }

    /** The event as its list has it: the place in the list is its number. */
    static String text(Event event) {
        return CellhiveJson.mapper().writerFor(Event.class).writeValueAsString(event.numbered(0));
    }

    static IllegalStateException gap(JobId id) {
        return new IllegalStateException("events of " + id + " are missing or were appended twice");
    }

    @Override
    public List<Event> read(JobId id, long after, int max) {
        return events(Redis.asking("reading events",
                () -> redis.opsForList().range(RedisKey.EVENTS.of(id), after, after + max - 1)), after);
    }

    /** @param texts as the list has them behind the first {@code after} */
    static List<Event> events(List<?> texts, long after) {
        List<Event> events = new ArrayList<>();
        for (Object text : texts) {
            events.add(CellhiveJson.read((String) text, Event.class).numbered(after + events.size() + 1));
        }
        return events;
    }

    /** A signal came for this job. */
    void wake(String id) {
        readers.wake(id);
    }

    /** A signal may have been lost. */
    void wakeAll() {
        readers.wakeAll();
    }

    @Override
    public Subscription subscribe(JobId id, Runnable onMore) {
        if (!listening) {
            listenOnce();
        }
        return readers.subscribe(id, onMore);
    }

    private synchronized void listenOnce() {
        if (!listening) {
            Redis.asking("listening for events", () -> {
                listen.run();
                return true;
            });
            listening = true;
        }
    }

    @Override
    public void close() {
        readers.close();
    }
}
