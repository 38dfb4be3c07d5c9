package io.cellhive.api.stream;

import io.cellhive.api.web.BadRequest;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.json.CellhiveJson;
import io.cellhive.port.EventLog;
import io.cellhive.port.JobStore;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/** One page's socket: whose it is, and which jobs it follows. What it says comes one message after another. */
final class Page {
    private static final int MAX_FOLLOWS = 500;
    private static final int MOST_CHARACTERS = 1 << 18;
    private final WebSocketSession session;
    private final OwnerId owner;
    private final Map<JobId, Follow> follows = new ConcurrentHashMap<>();
    private final StringBuilder begun = new StringBuilder();
    private boolean tooLong;

    /** @param session may be written to from any thread */
    Page(WebSocketSession session, OwnerId owner) {
        this.session = session;
        this.owner = owner;
    }

    OwnerId owner() {
        return owner;
    }

    /** A message with this last piece of it; null while it goes on. @throws BadRequest after the last piece of one too long */
    @Nullable
    String whole(TextMessage piece) {
        tooLong |= begun.length() + piece.getPayloadLength() > MOST_CHARACTERS;
        if (!tooLong) {
            begun.append(piece.getPayload());
        }
        if (!piece.isLast()) {
            return null;
        }
        String message = begun.toString();
        boolean refused = tooLong;
        begun.setLength(0);
        tooLong = false;
        if (refused) {
            throw new BadRequest(413, "message", "must be at most " + MOST_CHARACTERS + " characters");
        }
        return message;
    }

    void follow(JobId id, long after, JobStore store, EventLog log) {
        if (after < 0 || follows.size() >= MAX_FOLLOWS) {
            throw new BadRequest("after", "must be from 0, and at most " + MAX_FOLLOWS + " jobs can be followed");
        }
        Follow follow = new Follow(session, store, log, id, after, ended -> follows.remove(id, ended));
        Follow before = follows.put(id, follow);
        if (before != null) {
            before.close();
        }
        follow.start();
    }

    void unfollow(JobId id) {
        Follow follow = follows.remove(id);
        if (follow != null) {
            follow.close();
        }
    }

    void say(Map<String, Object> message) throws IOException {
        session.sendMessage(new TextMessage(CellhiveJson.write(message)));
    }

    /** @param jobId of which it is, null when it is of none; so `request` */
    void complain(@Nullable String jobId, @Nullable String request, ProblemDetail problem) throws IOException {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("title", String.valueOf(problem.getTitle()));
        words.put("status", problem.getStatus());
        words.put("detail", String.valueOf(problem.getDetail()));
        if (problem.getProperties() != null) {
            words.putAll(problem.getProperties());
        }
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", "problem");
        message.put("jobId", jobId);
        message.put("request", request);
        message.put("problem", words);
        say(message);
    }

    void close() {
        follows.values().forEach(Follow::close);
    }
}
