package io.cellhive.worker.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.model.file.FileName;
import io.cellhive.model.file.InputFile;
import io.cellhive.model.id.JobId;
import io.cellhive.model.job.FailureReason;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.model.session.PastCell;
import io.cellhive.model.session.Session;
import io.cellhive.port.SessionStore.Change;
import io.cellhive.port.WorkerSignals;
import io.cellhive.worker.RunningSessions;
import org.junit.jupiter.api.Test;

/** Cells that share an interpreter, and what can be asked of it. */
class SessionIT extends RunningSessions {
    @Test
    void cellsShareOneInterpreterInOneContainerAndAreCountedAsInJupyter() {
        Session session = session();

        Job first = cell(session, "x = 20");
        Job second = cell(session, "x += 1\nx * 2");

        assertThat(first.executionCount()).isEqualTo(1);
        assertThat(second.executionCount()).isEqualTo(2);
        assertThat(outputs(second.id()).toString()).contains("text/plain=42");
        assertThat(containers()).hasSize(1);
        assertThat(now(session).history()).containsExactly(new PastCell(1, first.id(), JobStatus.SUCCEEDED),
                new PastCell(2, second.id(), JobStatus.SUCCEEDED));
        assertThat(restored(second.id())).isEmpty();
    }

    @Test
    void cellsSubmittedTogetherRunInTheirOrder() {
        Session session = session();
        start(session, "seen = []");
        for (int i = 0; i < 20; i++) {
            start(session, "seen.append(" + i + ")");
        }

        assertThat(said(session, "print(seen == list(range(20)))")).isEqualTo("True");
    }

    @Test
    void aFileThatFoundNoRoomIsToldAndTriedAgain() {
        Session session = session();
        cell(session, "open('large', 'wb').write(bytes(12 << 20))");
        byte[] bytes = new byte[8 << 20];
        InputFile csv = new InputFile(new FileName("a.csv"), files.put(session.owner(), bytes), bytes.length);
        sessions.change(session.id(), new Change.PutFile(csv));
        changed(session);

        assertThat(said(session, "import os")).isEqualTo(
                "'a.csv' could not be put into the workspace: There is no room for the file in the workspace.");
        assertThat(said(session, "os.unlink('large')")).startsWith("'a.csv'");
        assertThat(said(session, "print(os.path.getsize('a.csv'))")).isEqualTo("8388608");
    }

    @Test
    void aCellsMemoryIsItsOwn() {
        Session session = session();

        long large = cell(session, "n = len(b'x' * (100 << 20))").usage().peakMemoryBytes();
        long small = cell(session, "print(n)").usage().peakMemoryBytes();

        assertThat(large).isGreaterThan(100 << 20);
        assertThat(small).isBetween(4L << 20, 100L << 20);
    }

    @Test
    void anErrorKeepsWhatWasDoneBeforeIt() {
        Session session = session();

        Job failed = cell(session, "a = 1\n1 / 0");

        assertThat(failed.verdict().reason()).isEqualTo(FailureReason.USER_ERROR);
        assertThat(said(session, "print(a)")).isEqualTo("1");
        assertThat(now(session).history()).extracting(PastCell::end).containsExactly(JobStatus.FAILED,
                JobStatus.SUCCEEDED);
    }

    @Test
    void anInterruptedCellKeepsTheState() {
        Session session = session();
        said(session, "n = 1");
        JobId loop = start(session, "n = 2\nprint('on', flush=True)\nwhile True: pass");
        untilPrinted(loop, "on");

        stop(loop);

        assertThat(ended(loop).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(said(session, "print(n)")).isEqualTo("2");
    }

    /** What the runner keeps for itself, snapshots above all, is no part of a program's processes. */
    @Test
    void aCellHasAllItsThreadsAfterManyCells() {
        Session session = session();
        for (int cell = 0; cell < 10; cell++) {
            assertThat(said(session, "print(" + cell + ")")).isEqualTo(String.valueOf(cell));
        }

        assertThat(said(session, """
                import threading
                ready = threading.Barrier(46)
                threads = [threading.Thread(target=ready.wait) for _ in range(45)]
                for thread in threads:
                    thread.start()
                ready.wait()
                print('all')
                """)).isEqualTo("all");
    }

    @Test
    void goesBackToBeforeACellAtOnce() {
        Session session = session();
        said(session, "xs = [1]");
        said(session, "xs.append(2)");
        JobId third = cell(session, "xs.append(3)").id();
        String container = containers().getFirst();

        sessions.change(session.id(), new Change.Rewind(3));
        changed(session);
        Job again = cell(session, "print(xs)");

        assertThat(text(again.id()).strip()).isEqualTo("[1, 2]");
        assertThat(again.executionCount()).isEqualTo(3);
        assertThat(restored(again.id())).isEmpty();
        assertThat(containers()).containsExactly(container);
        assertThat(now(session).history()).extracting(PastCell::job).doesNotContain(third);
    }

    @Test
    void goesBackByRunningTheCellsAgainWhenThatStateIsNotKept() {
        Session session = session();
        said(session, "xs = []");
        for (int i = 1; i <= 12; i++) {
            said(session, "xs.append(" + i + ")");
        }

        sessions.change(session.id(), new Change.Rewind(4));
        Job again = cell(session, "print(xs)");

        assertThat(text(again.id()).strip()).isEqualTo("[1, 2]");
        assertThat(restored(again.id())).hasValueSatisfying(event -> assertThat(event.replayed()).isEqualTo(3));
    }

    @Test
    void aRestartDropsTheStateAndTakesTheNewLimits() {
        Session session = session();
        said(session, "x = 1");
        ResourceLimits larger = new ResourceLimits(300 << 20, 1.0, 30_000, 50, 100_000, 16 << 20);
        sessions.change(session.id(), new Change.Limits(larger));
        assertThat(said(session, "print(x)")).isEqualTo("1");

        sessions.change(session.id(), new Change.Restart());
        changed(session);
        Job first = cell(now(session), "print('x' in globals())");

        assertThat(text(first.id()).strip()).isEqualTo("False");
        assertThat(first.executionCount()).isEqualTo(1);
        assertThat(docker.inspectContainerCmd(containers().getFirst()).exec().getHostConfig().getMemory())
                .isEqualTo(300 << 20);
    }

    @Test
    void aDeletedSessionLeavesNoContainerAndStopsItsCell() {
        Session session = session();
        JobId loop = start(session, "print('on', flush=True)\nwhile True: pass");
        untilPrinted(loop, "on");

        sessions.delete(session.id());
        signals.send(new WorkerSignals.Stop(loop));
        changed(session);

        assertThat(ended(loop).status()).isEqualTo(JobStatus.CANCELLED);
        await().atMost(SOON).until(() -> containers().isEmpty());
    }
}
