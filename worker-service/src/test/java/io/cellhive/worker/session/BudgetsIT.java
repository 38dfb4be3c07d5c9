package io.cellhive.worker.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.Job;
import io.cellhive.model.session.CellNote;
import io.cellhive.model.session.Session;
import io.cellhive.worker.RunningSessions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** What live sessions may use of a worker together, and how long one may take to come back. */
@TestPropertySource(properties = {"cellhive.session.memory=450MB", "cellhive.session.replay=5s"})
class BudgetsIT extends RunningSessions {
    @Test
    void theSessionThatIdledLongestMakesRoomForTheMemoryThatOthersUse() {
        List<Session> four = Stream.generate(this::session).limit(4).toList();
        said(four.get(0), "x = 'small'");
        // why so much: four small ones would fit.
        said(four.get(1), "x = b'large' * (20 << 20)");
        said(four.get(2), "x = 'small'");
        assertThat(four.subList(0, 3)).extracting(this::holder).doesNotContainNull();

        said(four.get(3), "x = 'small'");

        assertThat(holder(four.getFirst())).isNull();
        assertThat(four.subList(1, 4)).extracting(this::holder).doesNotContainNull();
        await().atMost(SOON).until(() -> containers().size() == 3);
        assertThat(said(four.getFirst(), "print(x)")).isEqualTo("small");
    }

    private @Nullable WorkerId holder(Session session) {
        return now(session).holder();
    }

    @Test
    void aRebuildThatTakesTooLongGoesOnWithoutTheRestAndSaysSo() {
        Session session = session();
        said(session, "a = 1");
        said(session, "import time\ntime.sleep(6)\nb = 2");
        said(session, "c = 3");

        killContainers();
        Job next = cell(session, "print('b' in globals(), 'c' in globals())");

        assertThat(text(next.id()).strip()).isEqualTo("False False");
        assertThat(restored(next.id())).hasValueSatisfying(event -> {
            assertThat(event.leftOut()).contains(
                    new CellNote(3, "Rebuilding took longer than 5 seconds; run it again if you need it."));
            assertThat(Stream.concat(event.failed().stream(), event.leftOut().stream()))
                    .extracting(CellNote::executionCount).contains(2, 3).doesNotHaveDuplicates();
        });
    }
}
