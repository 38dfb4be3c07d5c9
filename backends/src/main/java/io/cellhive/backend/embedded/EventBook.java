package io.cellhive.backend.embedded;

import io.cellhive.model.event.Event;
import io.cellhive.model.id.JobId;
import io.cellhive.model.json.CellhiveJson;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.h2.mvstore.MVMap;

/** Every job's events on disk, in one map ordered by job and number. Writes happen inside steps only. */
final class EventBook {
    private final MVMap<String, String> events;
    /** Job id to "attempt count": how many events its attempt told. */
    private final MVMap<String, String> told;

    EventBook(Disk disk) {
        events = disk.map("events");
        told = disk.map("shown");
    }

    void write(JobId id, Event event) {
        events.put(key(id, event.seq()), CellhiveJson.mapper().writerFor(Event.class).writeValueAsString(event));
    }

    long told(JobId id, int attempt) {
        String before = told.get(id.value());
        return before != null && before.startsWith(attempt + " ")
                ? Long.parseLong(before.substring(before.indexOf(' ') + 1))
                : 0;
    }

    void told(JobId id, int attempt, long count) {
        told.put(id.value(), attempt + " " + count);
    }

    /** The number of the newest event; 0 when there is none. */
    long last(JobId id) {
        String key = events.floorKey(key(id, Long.MAX_VALUE));
        return key == null || !key.startsWith(id.value()) ? 0 : Long.parseLong(key.substring(key.indexOf('/') + 1));
    }

    List<Event> read(JobId id, long after, int max) {
        List<Event> read = new ArrayList<>();
        Iterator<String> keys = events.keyIterator(key(id, after + 1));
        while (read.size() < max && keys.hasNext()) {
            String key = keys.next();
            String json = key.startsWith(id.value()) ? events.get(key) : null;
            if (json == null) {
                break;
            }
            read.add(CellhiveJson.read(json, Event.class));
        }
        return read;
    }

    void forget(JobId id) {
        told.remove(id.value());
        for (Iterator<String> keys = events.keyIterator(key(id, 0)); keys.hasNext();) {
            String key = keys.next();
            if (!key.startsWith(id.value())) {
                return;
            }
            events.remove(key);
        }
    }

    private static String key(JobId id, long seq) {
        return "%s/%012d".formatted(id.value(), seq);
    }
}
