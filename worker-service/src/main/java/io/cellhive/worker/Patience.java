package io.cellhive.worker;

import io.cellhive.port.BackendUnavailable;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a backend until it answers. A job is neither lost nor failed because Redis was away for a moment: the worker keeps
 * the message and its result until it can write them down.
 */
public final class Patience {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final Duration AGAIN = Duration.ofMillis(500);

    private Patience() {}

    /** @throws InterruptedException when the worker leaves while it waits */
    public static <T> T until(Supplier<T> question) throws InterruptedException {
        while (true) {
            try {
                return question.get();
            } catch (BackendUnavailable away) {
                LOG.warn("{}; trying again", away.getMessage());
                Thread.sleep(AGAIN);
            }
        }
    }
}
