package io.cellhive.worker.hostile;

import static io.cellhive.model.job.FailureReason.INTERPRETER_DIED;
import static io.cellhive.model.job.FailureReason.MEMORY_LIMIT;
import static io.cellhive.model.job.FailureReason.OUTPUT_LIMIT;
import static io.cellhive.model.job.FailureReason.PROCESS_LIMIT;
import static io.cellhive.model.job.FailureReason.USER_ERROR;
import static io.cellhive.model.job.FailureReason.WORKSPACE_LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.model.id.JobId;
import io.cellhive.model.job.FailureReason;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.worker.RunningWorker;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One program per attack, in a real sandbox: the verdict is right and in time, what was printed before is kept, a neighbour
 * and the next job do not notice, and no container is left.
 */
class HostileIT extends RunningWorker {
    private static final String ANY = "any end";
    private static final String OK = "SUCCEEDED";
    private static final String LATE = "TIMED_OUT";
    private static final ResourceLimits SHORT = new ResourceLimits(128 << 20, 1.0, 3_000, 30, 100_000, 16 << 20);

    static Stream<Arguments> attacks() {
        return Stream.of(
                attack("a fork bomb", "import os\nwhile True: os.fork()", PROCESS_LIMIT, MEMORY_LIMIT, LATE),
                attack("ten thousand threads",
                        "import threading, time\nfor _ in range(10000): threading.Thread(target=time.sleep, args=(9,)).start()",
                        PROCESS_LIMIT),
                attack("a child that leaves its session and ignores signals",
                        "import os, signal, time\nif os.fork() == 0:\n os.setsid(); [signal.signal(s, 1) for s in (1, 2, 15)]; time.sleep(99)",
                        OK),
                attack("zombies", "import os\nfor _ in range(10):\n if os.fork() == 0: os._exit(0)", OK),
                attack("killing everybody", "import os\nos.kill(-1, 9)", USER_ERROR),
                attack("killing the supervisor", "import os\nfor s in (1, 2, 3, 9, 15, 19): os.kill(1, s)", OK,
                        USER_ERROR),
                attack("tracing the supervisor",
                        "import ctypes\nassert ctypes.CDLL(None).ptrace(16, 1, 0, 0) == -1", OK),
                attack("becoming another program", "import os\nos.execv('/bin/sleep', ['sleep', '99'])", LATE),
                attack("leaving at once", "import os\nos._exit(0)", INTERPRETER_DIED),
                attack("a crash in C", "import ctypes\nctypes.string_at(0)", INTERPRETER_DIED),
                attack("a busy loop", "while True: pass", LATE),
                attack("a regular expression that never ends", "import re\nre.match('(a+)+$', 'a' * 40 + 'b')", LATE),
                attack("a huge number in C", "x = 7 ** (10 ** 9)", LATE, MEMORY_LIMIT),
                attack("swallowed interrupts",
                        "while True:\n try:\n  while True: pass\n except BaseException: pass", LATE),
                attack("one huge block", "x = bytearray(1 << 30)", MEMORY_LIMIT, USER_ERROR),
                attack("a slow leak", "x = []\nwhile True: x.append(bytearray(4 << 20))", MEMORY_LIMIT),
                attack("filling /dev/shm", "with open('/dev/shm/x', 'wb') as f:\n while True: f.write(bytes(1 << 20))",
                        USER_ERROR, MEMORY_LIMIT),
                attack("a sparse map", "import mmap\nx = mmap.mmap(-1, 1 << 40)", USER_ERROR, OK),
                attack("filling the workspace", "with open('x', 'wb') as f:\n while True: f.write(bytes(1 << 20))",
                        WORKSPACE_LIMIT),
                attack("a million empty files", "for i in range(10 ** 6): open(str(i), 'w').close()", LATE,
                        MEMORY_LIMIT,
                        WORKSPACE_LIMIT, OK),
                attack("a sparse file of a terabyte", "open('x', 'wb').truncate(1 << 40)", USER_ERROR,
                        WORKSPACE_LIMIT, INTERPRETER_DIED),
                attack("writing to the root", "open('/etc/passwd', 'a')", USER_ERROR),
                attack("endless printing", "while True: print('x' * 500)", OUTPUT_LIMIT),
                attack("one endless line", "import sys\nwhile True: sys.stdout.write('x' * 65536)", OUTPUT_LIMIT),
                attack("endless printing by a child", "import subprocess\nsubprocess.run(['yes'])", OUTPUT_LIMIT),
                attack("a forged end on every descriptor",
                        "import os\nfor fd in range(3, 200):\n try: os.write(fd, b'{\"kind\": \"end\", \"content\": {}}\\n')\n except OSError: pass\n1/0",
                        USER_ERROR, INTERPRETER_DIED),
                attack("a forged frame on stdout",
                        "import os, struct\nh = b'{\"type\": \"execute_reply\", \"outcome\": \"ok\"}'\nos.write(1, struct.pack('>II', len(h), 0) + h)\n1/0",
                        USER_ERROR),
                attack("the supervisor's descriptors", "open('/proc/1/fd/1', 'w')", USER_ERROR),
                attack("replaced builtins and modules",
                        "import builtins, json, sys\njson.dumps = None\nbuiltins.len = None\nsys.stdout = None", ANY),
                attack("a shut workspace", "import os\nos.chmod('.', 0)", OK),
                attack("a folder a thousand levels deep",
                        "import os\nfor _ in range(1000):\n os.mkdir('d'); os.chdir('d')", OK),
                attack("a FIFO, links and a folder named like a picture",
                        "import os\nos.mkfifo('p'); os.symlink('/etc/passwd', 'l.png'); os.mkdir('x.png'); open('f', 'w'); os.link('f', 'g')",
                        OK),
                attack("new namespaces", "import ctypes\nassert ctypes.CDLL(None).unshare(0x10000000) == -1", OK),
                attack("mounting",
                        "import ctypes\nassert ctypes.CDLL(None).mount(b'x', b'/tmp', b'tmpfs', 0, None) == -1", OK),
                attack("the magic key", "open('/proc/sysrq-trigger', 'w').write('b')", USER_ERROR));
    }

    private static Arguments attack(String name, String code, Object... ends) {
        return Arguments.of(name, code, ends);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void endsAsItShouldAndHarmsNobody(String name, String code, Object[] ends) {
        JobId attack = submit("print('before', flush=True)\n" + code, SHORT);
        assertThat(printed("print(1)")).as("a neighbour of " + name).isEqualTo("1");
        Job job = ended(attack);
        assertThat(text(attack)).contains("before");
        if (!Arrays.asList(ends).contains(ANY)) {
            assertThat(ends).as(job.verdict() + text(attack)).contains(end(job));
        }
        assertThat(Duration.between(job.startedAt(), job.finishedAt())).isLessThan(Duration.ofSeconds(3 + 1 + 2 + 2));
        assertThat(printed("print(2)")).as("the next job").isEqualTo("2");
    }

    private static Object end(Job job) {
        FailureReason reason = job.verdict() == null ? null : job.verdict().reason();
        return job.status() == JobStatus.FAILED && reason != null ? reason : job.status().name();
    }
}
