package io.cellhive.api.stream;

import io.cellhive.model.event.Event;
import io.cellhive.model.id.JobId;
import io.cellhive.model.json.CellhiveJson;
import io.cellhive.port.BackendUnavailable;
import io.cellhive.port.EventLog;
import io.cellhive.port.JobStore;
import io.cellhive.port.Subscription;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/** One job followed on one socket: sends each event once and in order, whichever thread was woken. */
final class Follow {
    private static final Logger LOG = LoggerFactory.getLogger(Follow.class);
    private static final int BATCH = 200;
    private final WebSocketSession session;
    private final JobStore store;
    private final EventLog log;
    private final JobId id;
    private final Consumer<Follow> ended;
    private long seen;
    private boolean over;
    private @Nullable Subscription subscription;

    /** @param ended is told when there is nothing more to send */
    Follow(WebSocketSession session, JobStore store, EventLog log, JobId id, long after, Consumer<Follow> ended) {
        this.session = session;
        this.store = store;
        this.log = log;
        this.id = id;
        this.ended = ended;
        seen = after;
    }

    synchronized void start() {
        subscription = log.subscribe(id, this::pump);
        pump();
    }

    synchronized void close() {
        over = true;
        if (subscription != null) {
            subscription.close();
        }
    }

    private void end() {
        close();
        ended.accept(this);
    }

    private synchronized void pump() {
        try {
            List<Event> events = List.of();
            boolean more = true;
            while (more && !over) {
                events = log.read(id, seen, BATCH);
                for (Event event : events) {
                    session.sendMessage(new TextMessage("{\"type\":\"event\",\"jobId\":\"" + id + "\",\"event\":"
                            + CellhiveJson.mapper().writerFor(Event.class).writeValueAsString(event) + "}"));
                    seen = event.seq();
                }
                more = events.size() == BATCH;
            }
            if (!over && store.readToTheEnd(id, events, seen)) {
                session.sendMessage(
                        new TextMessage("{\"type\":\"end\",\"jobId\":\"" + id + "\",\"lastSeq\":" + seen + "}"));
                end();
            }
        } catch (BackendUnavailable away) {
            // The next event, or the look that a lost signal is guarded by, tries again.
            LOG.debug("following {} waits: {}", id, away.getMessage());
        } catch (IOException | RuntimeException gone) {
            LOG.debug("following {} ended: {}", id, gone.toString());
            end();
        }
    }
}
