package io.cellhive.worker.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.model.job.Job;
import io.cellhive.model.session.RestoreCause;
import io.cellhive.model.session.Session;
import io.cellhive.worker.RunningSessions;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Sessions that idle cost no container, and come back with their state. */
@TestPropertySource(properties = {"cellhive.session.idle=3s", "cellhive.session.per-worker=2"})
class ParkingIT extends RunningSessions {
    @Test
    void anIdleSessionIsParkedAndWakesWithItsState() {
        Session session = session();
        said(session, "x = 1");

        await().atMost(SOON).until(() -> now(session).holder() == null && containers().isEmpty());
        Job next = cell(session, "x += 1\nprint(x)");

        assertThat(text(next.id()).strip()).isEqualTo("2");
        assertThat(restored(next.id()))
                .hasValueSatisfying(event -> assertThat(event.cause()).isEqualTo(RestoreCause.PARKED));
    }

    @Test
    void theSessionThatIdledLongestMakesRoom() {
        Session first = session();
        Session second = session();
        Session third = session();
        said(first, "x = 'first'");
        said(second, "x = 'second'");
        said(third, "x = 'third'");

        assertThat(now(first).holder()).isNull();
        assertThat(now(third).holder()).isNotNull();
        await().atMost(SOON).until(() -> containers().size() <= 2);
        assertThat(said(first, "print(x)")).isEqualTo("first");
        assertThat(said(second, "print(x)")).isEqualTo("second");
    }

    @Test
    void aCellThatComesWhileItsSessionIsParkedIsNeverLost() {
        Session session = session();
        said(session, "n = 0");
        for (int i = 1; i <= 8; i++) {
            long until = System.nanoTime() + 2_800_000_000L + i * 60_000_000L;
            await().atMost(SOON).until(() -> System.nanoTime() > until);

            assertThat(said(session, "n += 1\nprint(n)")).isEqualTo(String.valueOf(i));
        }
    }
}
