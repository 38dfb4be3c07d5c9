package io.cellhive.backend.redis;

import io.cellhive.port.BackendUnavailable;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;

/** Turns what Spring Data throws into the one exception of the ports. */
final class Redis {
    private Redis() {}

    static <T> T asking(String what, Supplier<T> question) {
        try {
            return question.get();
        } catch (DataAccessException cause) {
            throw new BackendUnavailable("Redis", what, cause);
        }
    }
}
