package io.cellhive.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.model.id.SessionId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.port.SessionQueries;
import io.cellhive.port.SessionQueries.Answer;
import io.cellhive.port.SessionQueries.Kind;
import io.cellhive.port.SessionQueries.Query;
import io.cellhive.port.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every way to ask a holder must do. */
public abstract class SessionQueriesContract {
    private static final Duration SOON = Duration.ofSeconds(5);
    private final WorkerId worker = WorkerId.create();
    private final Query query = new Query(SessionId.create(), Kind.COMPLETE, Map.of("code", "ğ.a\n\"", "cursor", 3));

    protected abstract SessionQueries queries();

    @Test
    void bringsTheHoldersAnswer() {
        Map<String, Object> content = Map.of("matches", List.of(Map.of("text", "append", "type", "function")),
                "cursorStart", 2);
        try (Subscription _ = queries().serve(worker,
                asked -> asked.equals(query) ? Answer.of(content) : Answer.refused("not " + query))) {
            await().atMost(SOON).untilAsserted(() -> assertThat(queries().ask(worker, query, SOON))
                    .contains(Answer.of(content)));
        }
    }

    @Test
    void bringsARefusalAndNulls() {
        Answer refused = new Answer(false, "It is busy.", Collections.singletonMap("text", null));
        try (Subscription _ = queries().serve(worker, _ -> refused)) {
            await().atMost(SOON).untilAsserted(() -> assertThat(queries().ask(worker, query, SOON)).contains(refused));
        }
    }

    @Test
    void waitsNoLongerThanItWasTold() {
        CountDownLatch never = new CountDownLatch(1);
        Instant before = Instant.now();
        assertThat(queries().ask(WorkerId.create(), query, Duration.ofMillis(300))).isEmpty();
        try (Subscription _ = queries().serve(worker, _ -> {
            try {
                never.await();
            } catch (InterruptedException leaving) {
                Thread.currentThread().interrupt();
            }
            return Answer.refused("late");
        })) {
            assertThat(queries().ask(worker, query, Duration.ofMillis(300))).isEmpty();
        } finally {
            never.countDown();
        }
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void aHandlerThatFailsIsNoAnswer() {
        try (Subscription _ = queries().serve(worker, _ -> {
            throw new IllegalStateException("on purpose");
        })) {
            assertThat(queries().ask(worker, query, Duration.ofMillis(500))).isEmpty();
        }
    }

    @Test
    void everyQuestionGetsItsOwnAnswer() {
        try (Subscription _ = queries().serve(worker, asked -> Answer.of(Map.of("is", asked.arguments().get("n"))))) {
            await().atMost(SOON).until(() -> queries().ask(worker, numbered(0), SOON).isPresent());
            assertThat(IntStream.range(1, 50).parallel().mapToObj(this::numbered)
                    .allMatch(one -> queries().ask(worker, one, SOON).orElseThrow().content().get("is")
                            .equals(one.arguments().get("n"))))
                    .isTrue();
        }
    }

    private Query numbered(int n) {
        return new Query(query.session(), Kind.FILE, Map.of("n", n));
    }
}
