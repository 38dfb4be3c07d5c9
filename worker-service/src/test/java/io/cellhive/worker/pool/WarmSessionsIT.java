package io.cellhive.worker.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.model.job.FailureReason;
import io.cellhive.model.job.Job;
import io.cellhive.model.limits.ContainerSource;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.model.session.Session;
import io.cellhive.port.WorkerSignals;
import io.cellhive.worker.RunningSessions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Sessions that begin in a container which waited for them: theirs alone from then on, and gone with them. */
@TestPropertySource(properties = {"cellhive.pool.most=10", "cellhive.pool.each=1", "cellhive.pool.class-size=0",
        "cellhive.pool.lease=30s"})
class WarmSessionsIT extends RunningSessions {
    private static final String WHERE = "import socket; print(socket.gethostname())";
    @Autowired
    private WarmPool pool;

    @Override
    protected void noContainerIsLeft() {
        // why: here those that wait are the point.
    }

    /** As the containers that are kept from the start. */
    private static ResourceLimits usual(double cpu) {
        return ResourceLimits.usual(512 << 20, cpu, 20_000);
    }

    /** Of those that waited before the session was there. */
    private Job firstCell(Session session, Set<String> waited, String code) {
        Job first = cell(session, WHERE + "\n" + code);
        assertThat(first.usage().container()).as(first.verdict().message()).isEqualTo(ContainerSource.WARM);
        String host = text(first.id()).lines().findFirst().orElseThrow();
        assertThat(waited).anyMatch(container -> container.startsWith(host));
        return first;
    }

    private Set<String> warm() {
        await().atMost(SOON).until(() -> pool.size() >= 5);
        return new HashSet<>(containers());
    }

    @Test
    void aSessionTakesAWarmContainerWhichServesNobodyElse() {
        Session session = session("python", usual(0.5));
        Job first = firstCell(session, warm(), "x = 1");
        String host = text(first.id()).strip();
        assertThat(cell(session, "x += 1").usage().container()).isEqualTo(ContainerSource.SESSION);
        assertThat(ended(submit(session.owner(), spec("python", null, WHERE))).usage().container())
                .isNotEqualTo(ContainerSource.LEASED);

        sessions.delete(session.id());
        signals.send(new WorkerSignals.Changed(session.id()));

        await().atMost(SOON).until(() -> containers().stream().noneMatch(id -> id.startsWith(host)));
        warm();
    }

    @Test
    void oneWithItsLibrariesImportedTakesOtherCapsAndIsRestored() {
        Session session = session("base", usual(1.0));
        Job first = firstCell(session, warm(), "import sys\nprint('pandas' in sys.modules)\nxs = [1]");
        assertThat(text(first.id()).lines()).endsWith("True");

        assertThat(cell(session, "import os\nxs.append(2)\nos._exit(1)").verdict().reason())
                .isEqualTo(FailureReason.INTERPRETER_DIED);
        assertThat(said(session, "import numpy as np\nprint(xs, int(np.ones((300, 300)).dot(np.ones(300)).sum()))"))
                .isEqualTo("[1] 90000");
        docker.killContainerCmd(text(first.id()).lines().findFirst().orElseThrow()).exec();
        Job next = cell(session, "print(xs)");

        assertThat(text(next.id()).strip()).isEqualTo("[1]");
        assertThat(restored(next.id())).isPresent();
        assertThat(List.of(ContainerSource.WARM, ContainerSource.COLD)).contains(next.usage().container());
    }
}
