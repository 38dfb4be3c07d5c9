package io.cellhive.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.model.file.FileName;
import io.cellhive.model.file.InputFile;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.job.FailureReason;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.worker.RunningWorker;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each limit ends a program with its own reason and a sentence, and keeps what was printed before. */
class LimitsIT extends RunningWorker {
    private static ResourceLimits wallClock(long ms) {
        return new ResourceLimits(LIMITS.memoryBytes(), 1.0, ms, LIMITS.processes(), LIMITS.outputBytes(),
                LIMITS.workspaceBytes());
    }

    private Job failsWith(FailureReason reason, String code) {
        JobId id = submit("print('before', flush=True)\n" + code);
        Job job = ended(id);
        assertThat(job.status()).as(job.verdict() + text(id)).isEqualTo(JobStatus.FAILED);
        assertThat(job.verdict().reason()).as(job.verdict() + text(id)).isEqualTo(reason);
        assertThat(job.verdict().message()).isNotBlank();
        assertThat(text(id)).startsWith("before\n");
        assertThat(job.attempt()).isEqualTo(1);
        return job;
    }

    @ParameterizedTest
    @ValueSource(strings = {"while True: pass", "import time; time.sleep(60)", """
            import signal
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            while True:
                try:
                    while True: pass
                except BaseException:
                    pass
            """, "10 ** 10 ** 10"})
    void timesOutWhenCellLoopsForever(String code) {
        JobId id = submit("print('before', flush=True)\n" + code, wallClock(2_000));

        Job job = ended(id);

        assertThat(job.status()).isEqualTo(JobStatus.TIMED_OUT);
        assertThat(job.verdict().message()).contains("2 seconds");
        assertThat(text(id)).startsWith("before\n");
        assertThat(Duration.between(job.startedAt(), job.finishedAt())).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aProgramThatUsesTooMuchMemoryIsToldSo() {
        assertThat(failsWith(FailureReason.MEMORY_LIMIT, "x = []\nwhile True: x.append(bytearray(10**6))").verdict()
                .message()).isEqualTo("Your program used more than 256 MB of memory and was stopped."
                        + " The largest request came from line 3.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"small = bytearray(20 << 20)\nbig = bytearray(1 << 30)", """
            def hungry():
                return [bytearray(1 << 20) for _ in range(9999)]
            x = hungry()"""})
    void theLineIsTheOneThatAskedForMost(String code) {
        assertThat(failsWith(FailureReason.MEMORY_LIMIT, code).verdict().message()).endsWith("came from line 3.");
    }

    @Test
    void aChildThatUsesTooMuchMemoryIsNoCrashOfTheProgram() {
        String child = "[sys.executable, '-c', 'x = bytearray(1 << 30)']";
        assertThat(run("import subprocess, sys\nsubprocess.run(" + child + ")").verdict().message())
                .contains("to its end", "too much memory");
        assertThat(failsWith(FailureReason.MEMORY_LIMIT,
                "import subprocess, sys\nsubprocess.run(" + child + ", check=True)").verdict().message())
                .startsWith("A process that your program started used more than 256 MB of memory");
    }

    @Test
    void askingForMoreThanThereCanBeIsAMemoryLimitToo() {
        assertThat(failsWith(FailureReason.MEMORY_LIMIT, "x = 'x' * (1 << 50)").verdict().message())
                .contains("asked for more memory than its 256 MB", "line 2");
    }

    @Test
    void tooManyOpenFilesAreExplained() {
        assertThat(failsWith(FailureReason.USER_ERROR, "files = [open('/dev/null') for _ in range(9999)]").verdict()
                .message()).contains("too many files open at once", "line 2");
    }

    @Test
    void whatWasPrintedWithoutTheEndOfALineIsKeptToo() {
        JobId id = submit("print('half', end='')\nx = []\nwhile True: x.append(bytearray(10**6))");
        assertThat(ended(id).verdict().reason()).isEqualTo(FailureReason.MEMORY_LIMIT);
        assertThat(text(id)).isEqualTo("half");
    }

    @Test
    void aProgramThatStartsTooManyProcessesIsToldSo() {
        failsWith(FailureReason.PROCESS_LIMIT, "import os, time\nwhile True:\n    if os.fork() == 0: time.sleep(60)");
        failsWith(FailureReason.PROCESS_LIMIT,
                "import threading, time\nwhile True: threading.Thread(target=time.sleep, args=(60,)).start()");
    }

    @Test
    void aProgramThatPrintsForeverIsToldSo() {
        Job job = failsWith(FailureReason.OUTPUT_LIMIT, "while True: print('x' * 1000)");

        assertThat(text(job.id())).hasSizeLessThan(300_000);
    }

    @Test
    void aProgramThatPrintsTooMuchButEndsKeepsTheHeadAndTheTail() {
        JobId id = submit("print('head')\nfor _ in range(300): print('x' * 1000)\nprint('tail')");

        assertThat(ended(id).status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(text(id)).startsWith("head\n").hasSizeLessThan(150_000).contains("tail");
    }

    @Test
    void aProgramThatFillsItsWorkspaceIsToldSo() {
        failsWith(FailureReason.WORKSPACE_LIMIT,
                "f = open('big', 'wb')\nwhile True: f.write(b'x' * 10**6); f.flush()");
    }

    @Test
    void filesLargerThanTheWorkspaceAreNoFaultOfThePrograms() {
        OwnerId owner = OwnerId.create();
        byte[] bytes = new byte[(int) LIMITS.workspaceBytes() + 1];
        InputFile large = new InputFile(new FileName("large.csv"), files.put(owner, bytes), bytes.length);

        JobId id = submit(owner, spec("python", null, "print('ran')", large));

        assertThat(ended(id).verdict().reason()).isEqualTo(FailureReason.WORKSPACE_LIMIT);
        assertThat(find(id).verdict().message()).startsWith("The files given to your program are larger than the ");
        assertThat(text(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"import os; os._exit(0)", "import os; os._exit(3)", "import os; os.abort()",
            "import ctypes; ctypes.string_at(0)", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"})
    void saysThatTheInterpreterDied(String code) {
        failsWith(FailureReason.INTERPRETER_DIED, code);
    }

    @Test
    void anErrorOfTheProgramNamesItsLine() {
        Job job = failsWith(FailureReason.USER_ERROR, "1 / 0");

        assertThat(job.verdict().message()).contains("ZeroDivisionError", "Cell 1, line 2");
    }

    @Test
    void sysExitIsNoCrash() {
        Job job = run("import sys; sys.exit(0)");

        assertThat(job.verdict().reason()).isNotEqualTo(FailureReason.INTERPRETER_DIED);
        assertThat(job.verdict().reason()).isNotEqualTo(FailureReason.PLATFORM_ERROR);
    }
}
