package io.cellhive.backend.redis;

import io.cellhive.model.file.InputFile;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.json.CellhiveJson;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.model.session.PastCell;
import io.cellhive.model.session.Session;
import io.cellhive.model.session.SessionTerms;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A session as a script answers it: its hash, its files, its cells; see read_session in shared.lua. */
final class SessionFields {
    /** The fields of the hash that terms are read from, in this order. */
    static final List<String> TERMS = List.of("session", "limits");

    private SessionFields() {}

    /** Empty for an empty answer. */
    static Optional<Session> read(Object answer) {
        List<?> parts = (List<?>) answer;
        return parts.isEmpty() ? Optional.empty() : Optional.of(session(parts));
    }

    /** Empty when there is no such session. @param fields the values of {@link #TERMS}; null for one that is not there */
    static Optional<SessionTerms> terms(List<@Nullable String> fields) {
        String session = fields.get(0);
        String limits = fields.get(1);
        return session == null
                ? Optional.empty()
                : Optional.of(terms(CellhiveJson.read(session, Session.class), limits));
    }

    private static SessionTerms terms(Session from, @Nullable String limits) {
        return new SessionTerms(from.id(), from.owner(), from.runtime(),
                limits == null || limits.isEmpty() ? from.limits() : CellhiveJson.read(limits, ResourceLimits.class));
    }

    private static Session session(List<?> parts) {
        Map<String, String> fields = new HashMap<>();
        List<?> hash = (List<?>) parts.get(0);
        for (int i = 0; i + 1 < hash.size(); i += 2) {
            fields.put((String) hash.get(i), (String) hash.get(i + 1));
        }
        Session from = CellhiveJson.read(some(fields, "session"), Session.class);
        return new Session(from.id(), from.owner(), from.runtime(), terms(from, fields.get("limits")).limits(),
                value(fields, "nextLimits", json -> CellhiveJson.read(json, ResourceLimits.class)),
                all(parts.get(1), InputFile.class).stream().sorted(Comparator.comparing(file -> file.name().value()))
                        .toList(),
                from.createdAt(), Instant.ofEpochMilli(number(fields, "usedMs")),
                (int) number(fields, "executionCount"), (int) number(fields, "generation"), number(fields, "epoch"),
                value(fields, "holder", WorkerId::new), value(fields, "current", JobId::new),
                all(parts.get(2), PastCell.class));
    }

    private static <T> List<T> all(Object texts, Class<T> type) {
        return ((List<?>) texts).stream().map(json -> CellhiveJson.read((String) json, type)).toList();
    }

    private static String some(Map<String, String> fields, String name) {
        String text = fields.get(name);
        if (text == null) {
            throw new IllegalStateException("a session in Redis without " + name);
        }
        return text;
    }

    private static long number(Map<String, String> fields, String name) {
        return Long.parseLong(some(fields, name));
    }

    private static <T> @Nullable T value(Map<String, String> fields, String name, Function<String, T> reader) {
        String text = fields.get(name);
        return text == null || text.isEmpty() ? null : reader.apply(text);
    }
}
