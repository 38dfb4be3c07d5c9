package io.cellhive.api.stream;

import io.cellhive.api.security.Owners;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.json.CellhiveJson;
import io.cellhive.port.EventLog;
import io.cellhive.port.JobStore;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import tools.jackson.core.JacksonException;

/** One socket per page, on which any number of the owner's jobs are followed, each from the number the page has seen. */
@Component
class StreamHandler extends TextWebSocketHandler {
    private static final int SEND_LIMIT_MS = 20_000;
    private static final int BUFFER_BYTES = 64 << 20;
    private static final int MAX_FOLLOWS = 500;
    private final JobStore store;
    private final EventLog log;
    private final Map<String, Page> pages = new ConcurrentHashMap<>();

    StreamHandler(JobStore store, EventLog log) {
        this.store = store;
        this.log = log;
    }

    /** What a page says; after is the last number it has seen. */
    record Wish(@Nullable String type, @Nullable String jobId, @Nullable Long after) {}

    private record Page(WebSocketSession session, OwnerId owner, Map<JobId, Follow> follows) {}

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        if (session.getAttributes().get(Owners.ATTRIBUTE) instanceof OwnerId owner) {
            pages.put(session.getId(), new Page(
                    new ConcurrentWebSocketSessionDecorator(session, SEND_LIMIT_MS, BUFFER_BYTES), owner,
                    new ConcurrentHashMap<>()));
        }
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
        Page page = pages.get(session.getId());
        if (page == null) {
            return;
        }
        try {
            obey(page, CellhiveJson.read(message.getPayload(), Wish.class));
        } catch (JacksonException | IllegalArgumentException bad) {
            problem(page, null, 400, "This message is not understood.");
        }
    }

    private void obey(Page page, @Nullable Wish wish) throws IOException {
        if (wish == null) {
            problem(page, null, 400, "This message is not understood.");
            return;
        }
        switch (wish.type()) {
            case "ping" -> page.session().sendMessage(new TextMessage("{\"type\":\"pong\"}"));
            case "follow" ->
                follow(page, new JobId(String.valueOf(wish.jobId())), wish.after() == null ? 0 : wish.after());
            case "unfollow" -> {
                Follow follow = page.follows().remove(new JobId(String.valueOf(wish.jobId())));
                if (follow != null) {
                    follow.close();
                }
            }
            case null, default -> problem(page, wish.jobId(), 400, "type must be follow, unfollow or ping.");
        }
    }

    private void follow(Page page, JobId id, long after) throws IOException {
        if (store.find(id).filter(job -> job.owner().equals(page.owner())).isEmpty()) {
            problem(page, id.value(), 404, "There is no such job.");
        } else if (after < 0 || page.follows().size() >= MAX_FOLLOWS) {
            problem(page, id.value(), 400,
                    "after must be from 0, and at most " + MAX_FOLLOWS + " jobs can be followed.");
        } else {
            Follow follow = new Follow(page.session(), store, log, id, after,
                    ended -> page.follows().remove(id, ended));
            Follow before = page.follows().put(id, follow);
            if (before != null) {
                before.close();
            }
            follow.start();
        }
    }

    private static void problem(Page page, @Nullable String jobId, int status, String detail) throws IOException {
        String job = jobId == null ? "null" : CellhiveJson.write(jobId);
        page.session()
                .sendMessage(new TextMessage(
                        "{\"type\":\"problem\",\"jobId\":%s,\"problem\":{\"title\":%s,\"status\":%d,\"detail\":%s}}"
                                .formatted(job, status == 404 ? "\"Not Found\"" : "\"Bad Request\"", status,
                                        CellhiveJson.write(detail))));
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        Page page = pages.remove(session.getId());
        if (page != null) {
            page.follows().values().forEach(Follow::close);
        }
    }
}
