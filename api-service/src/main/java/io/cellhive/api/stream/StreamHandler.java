package io.cellhive.api.stream;

import io.cellhive.api.job.Intake;
import io.cellhive.api.job.SubmitRequest;
import io.cellhive.api.security.Owners;
import io.cellhive.api.web.BadRequest;
import io.cellhive.api.web.Complaints;
import io.cellhive.api.web.NotFound;
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
import tools.jackson.databind.JsonNode;

/**
 * One socket per page, on which it submits jobs and follows any number of its owner's, each from the number the page has
 * seen.
 */
@Component
class StreamHandler extends TextWebSocketHandler {
    private static final int SEND_LIMIT_MS = 20_000;
    private static final int BUFFER_BYTES = 64 << 20;
    private final Intake intake;
    private final JobStore store;
    private final EventLog log;
    private final Map<String, Page> pages = new ConcurrentHashMap<>();

    StreamHandler(Intake intake, JobStore store, EventLog log) {
        this.intake = intake;
        this.store = store;
        this.log = log;
    }

    /**
     * What a page says.
     *
     * @param after the last number it has seen of the job
     * @param request its own word for a submit, repeated in the answer
     * @param key as the Idempotency-Key of a submit by HTTP
     * @param job a {@link SubmitRequest}; a tree, so that the answer to a bad one still knows the request
     */
    record Wish(@Nullable String type, @Nullable String jobId, @Nullable Long after, @Nullable String request,
            @Nullable String key, @Nullable JsonNode job) {}

    /** Else a container of ours would need a buffer for the longest message on each socket. */
    @Override
    public boolean supportsPartialMessages() {
        return true;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        if (session.getAttributes().get(Owners.ATTRIBUTE) instanceof OwnerId owner) {
            pages.put(session.getId(),
                    new Page(new ConcurrentWebSocketSessionDecorator(session, SEND_LIMIT_MS, BUFFER_BYTES), owner));
        }
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage piece) throws IOException {
        Page page = pages.get(session.getId());
        if (page == null) {
            return;
        }
        try {
            String message = page.whole(piece);
            if (message != null) {
                obey(page, wish(message));
            }
        } catch (BadRequest bad) {
            page.complain(null, null, Complaints.about(bad));
        }
    }

    private static Wish wish(String message) {
        try {
            Wish wish = CellhiveJson.read(message, Wish.class);
            if (wish != null) {
                return wish;
            }
        } catch (JacksonException noWish) {
            throw new BadRequest("message", "is not understood");
        }
        throw new BadRequest("message", "is not understood");
    }

    private void obey(Page page, Wish wish) throws IOException {
        Map<String, Object> answer;
        try {
            answer = answer(page, wish);
        } catch (RuntimeException failed) {
            page.complain(wish.jobId(), wish.request(), Complaints.about(failed));
            return;
        }
        if (!answer.isEmpty()) {
            page.say(answer);
        }
    }

    /** Empty when there is nothing to say to that. */
    private Map<String, Object> answer(Page page, Wish wish) {
        return switch (wish.type()) {
            case "ping" -> Map.of("type", "pong");
            case "submit" -> submit(page, wish);
            case "follow" -> follow(page, id(wish), wish.after() == null ? 0 : wish.after());
            case "unfollow" -> {
                page.unfollow(id(wish));
                yield Map.of();
            }
            case null, default -> throw new BadRequest("type", "must be submit, follow, unfollow or ping");
        };
    }

    private static JobId id(Wish wish) {
        try {
            return new JobId(String.valueOf(wish.jobId()));
        } catch (IllegalArgumentException noId) {
            throw new BadRequest("jobId", "must be the id of a job");
        }
    }

    private Map<String, Object> submit(Page page, Wish wish) {
        if (wish.request() == null) {
            throw new BadRequest("request", "must be given");
        }
        SubmitRequest job = wish.job() == null
                ? null
                : CellhiveJson.mapper().treeToValue(wish.job(), SubmitRequest.class);
        if (job == null) {
            throw new BadRequest("job", "must be given");
        }
        Intake.Taken taken = intake.take(page.owner(), job, wish.key());
        return Map.of("type", "submitted", "request", wish.request(), "job", taken.job());
    }

    private Map<String, Object> follow(Page page, JobId id, long after) {
        if (store.find(id).filter(job -> job.owner().equals(page.owner())).isEmpty()) {
            throw new NotFound("job");
        }
        page.follow(id, after, store, log);
        return Map.of();
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        Page page = pages.remove(session.getId());
        if (page != null) {
            page.close();
        }
    }
}
