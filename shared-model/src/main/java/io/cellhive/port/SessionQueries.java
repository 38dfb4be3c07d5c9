package io.cellhive.port;

import com.fasterxml.jackson.annotation.JsonValue;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.id.WorkerId;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Questions to a live interpreter, answered by the worker that holds it. Nothing is kept: who gets no answer asks again. */
public interface SessionQueries {
    /** Waits for the holder's answer; empty when none came in time, as from a dead worker. */
    Optional<Answer> ask(WorkerId holder, Query query, Duration timeout);

    /** Answers what is asked of this worker. The handler is called on threads of its own and may block. */
    Subscription serve(WorkerId me, Function<Query, Answer> handler);

    /** What can be asked. */
    enum Kind {
        /** code, cursor: matches [{text, type}], cursorStart, cursorEnd. */
        COMPLETE,
        /** code, cursor, detail: found, text. */
        INSPECT,
        /** executionCount, variables [Variable]. */
        VARIABLES,
        /** files [{name, size}]. */
        FILES,
        /** name: the worker puts the file into the file store and answers sha256, size; without them there is no such file. */
        FILE;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One question; the arguments are plain JSON values. */
    record Query(SessionId session, Kind kind, Map<String, Object> arguments) {
        public Query {
            arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
        }
    }

    /**
     * The holder's answer.
     *
     * @param why a sentence for the user when not ok
     * @param content plain JSON values; empty when not ok
     */
    record Answer(boolean ok, @Nullable String why, Map<String, Object> content) {
        public Answer {
            content = Collections.unmodifiableMap(new LinkedHashMap<>(content));
        }

        public static Answer of(Map<String, Object> content) {
            return new Answer(true, null, content);
        }

        public static Answer refused(String why) {
            return new Answer(false, why, Map.of());
        }
    }
}
