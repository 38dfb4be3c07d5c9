package io.cellhive.worker.session;

import io.cellhive.model.id.Sha256;
import io.cellhive.port.BackendUnavailable;
import io.cellhive.port.FileStore;
import io.cellhive.port.SessionQueries.Answer;
import io.cellhive.port.SessionQueries.Kind;
import io.cellhive.port.SessionQueries.Query;
import io.cellhive.worker.runner.RunnerMessage.Answered;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Answers questions about a live interpreter, also while a cell runs. Answers soon or refuses; never waits for a cell. */
final class Questions {
    private static final Duration SOON = Duration.ofSeconds(4);
    private static final String PARKED = "The session is parked; run a cell to wake it.";
    private static final String NOT_NOW = "The session cannot answer this just now.";
    private final Seats seats;
    private final FileStore files;

    Questions(Seats seats, FileStore files) {
        this.seats = seats;
        this.files = files;
    }

    Answer answer(Query query) {
        Interpreter live = seats.find(query.session()).map(Seat::interpreter).filter(Interpreter::alive).orElse(null);
        if (live == null) {
            return Answer.refused(PARKED);
        }
        try {
            Answered answered = live.listener().ask(query.kind().wireName(), query.arguments())
                    .get(SOON.toMillis(), TimeUnit.MILLISECONDS);
            if (!answered.ok()) {
                return Answer.refused(answered.why() == null ? NOT_NOW : answered.why());
            }
            return query.kind() == Kind.FILE ? stored(live, answered.payload()) : Answer.of(answered.content());
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            return Answer.refused(NOT_NOW);
        } catch (IllegalArgumentException tooLong) {
            return Answer.refused("This is too long, or too much at once, to be answered.");
        } catch (ExecutionException | TimeoutException | BackendUnavailable failed) {
            return Answer.refused(NOT_NOW);
        }
    }

    private Answer stored(Interpreter live, byte[] bytes) {
        Sha256 sha256 = files.put(live.owner(), bytes);
        return Answer.of(Map.of("sha256", sha256.value(), "size", bytes.length));
    }
}
