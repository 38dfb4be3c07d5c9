package io.cellhive.api.job;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A submit as it comes over the wire; nothing in it is trusted. Files carry data (base64) or the sha256 of an upload. With a
 * sessionId it is a cell of that session, and runtime, files and limits are the session's.
 */
public record SubmitRequest(@Nullable String runtime, @Nullable String code, @Nullable Integer cell,
        @Nullable List<@Nullable WireFile> files, @Nullable WireLimits limits,
        @Nullable String sessionId) {
    /** One file: exactly one of data and sha256. */
    public record WireFile(@Nullable String name, @Nullable String data, @Nullable String sha256) {}

    /** Wishes: memory as a number of bytes or a size such as "512m", cpu as a number or its text. */
    public record WireLimits(@Nullable JsonNode memory, @Nullable JsonNode cpu, @Nullable Long wallClockMs) {}
}
