package io.cellhive.model.session;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a session's state had to be rebuilt. */
public enum RestoreCause {
    WORKER_LOST,
    /** The worker that had it lives, but another one had room sooner. */
    MOVED, PARKED, CONTAINER_LOST, MEMORY, REWIND, LIMITS;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
