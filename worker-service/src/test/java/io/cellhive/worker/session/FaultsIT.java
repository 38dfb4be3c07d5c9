package io.cellhive.worker.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.model.id.JobId;
import io.cellhive.model.job.FailureReason;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.session.CellNote;
import io.cellhive.model.session.PastCell;
import io.cellhive.model.session.RestoreCause;
import io.cellhive.model.session.Session;
import io.cellhive.worker.RunningSessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions outlive what breaks: their containers, their interpreters, and cells that end both. */
class FaultsIT extends RunningSessions {
    @Test
    void aContainerKilledBetweenCellsIsRebuiltFromTheCells() {
        Session session = session();
        said(session, "import random; random.seed(1); xs = [random.random()]");
        said(session, "def f(): return len(xs)");
        cell(session, "y = 5\n1 / 0");

        killContainers();
        Job next = cell(session, "print(f(), y)");

        assertThat(text(next.id()).strip()).isEqualTo("1 5");
        assertThat(restored(next.id())).hasValueSatisfying(event -> {
            assertThat(event.cause()).isEqualTo(RestoreCause.CONTAINER_LOST);
            assertThat(event.replayed()).isEqualTo(3);
            assertThat(event.failed()).isEmpty();
            assertThat(event.leftOut()).isEmpty();
        });
    }

    @Test
    void aContainerKilledWhileACellRunsCostsOneAttempt() {
        Session session = session();
        said(session, "n = 1");
        JobId slow = start(session, "n += 1\nprint('on', flush=True)\nimport time\ntime.sleep(3)\nprint(n)");
        untilPrinted(slow, "on");

        killContainers();
        Job job = ended(slow);

        assertThat(job.status()).as(String.valueOf(job.verdict())).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(job.attempt()).isEqualTo(2);
        assertThat(text(slow)).endsWith("2\n");
        assertThat(said(session, "print(n)")).isEqualTo("2");
        assertThat(now(session).history()).hasSize(3);
    }

    @Test
    void tellsWhatCannotBeRepeatedAndWhatGoesOtherwise() {
        Session session = session();
        said(session, "import time");
        long deadline = System.currentTimeMillis() / 1000 + 6;
        said(session, "assert time.time() < " + deadline);
        JobId loop = start(session, "half = 1\nprint('on', flush=True)\nwhile True: pass");
        untilPrinted(loop, "on");
        stop(loop);
        assertThat(ended(loop).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(said(session, "print(half)")).isEqualTo("1");
        await().atMost(SOON).until(() -> System.currentTimeMillis() / 1000 > deadline);

        killContainers();
        Job next = cell(session, "print('half' in globals())");

        assertThat(text(next.id()).strip()).isEqualTo("False");
        assertThat(restored(next.id())).hasValueSatisfying(event -> {
            assertThat(event.failed()).extracting(CellNote::executionCount).contains(2, 4);
            assertThat(event.leftOut()).extracting(CellNote::executionCount).containsExactly(3);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INTERPRETER_DIED | import ctypes; ctypes.string_at(0)
            INTERPRETER_DIED | import os; os._exit(3)
            INTERPRETER_DIED | import os, signal; os.kill(os.getpid(), signal.SIGKILL)
            MEMORY_LIMIT | b = bytearray(2 << 30); b[::4096] = b'x' * len(b[::4096])
            """)
    void aCellThatEndsTheInterpreterLeavesTheStateBeforeIt(FailureReason reason, String code) {
        Session session = session();
        said(session, "xs = [1]");
        for (int i = 0; i < 3; i++) {
            Job crash = cell(session, "xs.append('never')\n" + code);

            assertThat(crash.verdict().reason()).as(String.valueOf(crash.verdict())).isEqualTo(reason);
            assertThat(crash.verdict().message()).endsWith("Everything is as it was before this cell.");
            Job next = cell(session, "print(xs)");
            assertThat(text(next.id()).strip()).isEqualTo("[1]");
            assertThat(restored(next.id())).isEmpty();
        }
        assertThat(now(session).history()).extracting(PastCell::executionCount).containsExactly(1, 3, 5, 7);
    }

    @Test
    void aFaultAfterACrashDoesNotRepeatTheCellThatCrashed() {
        Session session = session();
        said(session, "xs = [1]");
        cell(session, "import os; os._exit(1)");
        said(session, "xs.append(2)");

        killContainers();
        Job next = cell(session, "print(xs)");

        assertThat(text(next.id()).strip()).isEqualTo("[1, 2]");
        assertThat(restored(next.id())).hasValueSatisfying(event -> assertThat(event.replayed()).isEqualTo(2));
    }
}
