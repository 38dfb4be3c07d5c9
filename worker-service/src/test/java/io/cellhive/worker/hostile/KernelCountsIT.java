package io.cellhive.worker.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.model.id.JobId;
import io.cellhive.model.job.JobStatus;
import io.cellhive.worker.RunningWorker;
import org.junit.jupiter.api.Test;

/** A program that has used up all that the kernel grants, and a neighbour that wants some at the same time. */
class KernelCountsIT extends RunningWorker {
    private static final String HOLD = "\nimport time; time.sleep(10)";
    private static final String WANT_SOME = """
            import ctypes, errno, fcntl, os, socket
            libc = ctypes.CDLL(None, use_errno=True)
            def passed():
                here, there = socket.socketpair()
                socket.send_fds(here, [b'x'], [here.fileno()])
                return len(socket.recv_fds(there, 1, 1)[1])
            def attempt(want):
                try:
                    return want()
                except OSError as refused:
                    return errno.errorcode[refused.errno]
            print('inotify', libc.inotify_init() >= 0)
            print('descriptors', attempt(passed))
            print('pipe', fcntl.fcntl(os.pipe()[0], fcntl.F_GETPIPE_SZ))
            print('queue', libc.mq_open(b'/mine', 0o102, 0o600, None) >= 0)
            """;

    @Test
    void aNeighbourHasCountsOfItsOwn() {
        JobId id = underWay("neighbours/uses-up-what-is-counted-by-user");

        assertThat(printed(WANT_SOME).lines()).containsExactly("inotify True", "descriptors 1", "pipe 65536",
                "queue True");

        goesOn(id);
    }

    @Test
    void aNeighbourRunsItsCommandsWithoutATerminal() {
        JobId id = underWay("neighbours/takes-every-terminal");

        assertThat(printed("def say(word):\n    !echo $word\nsay('on')")).isEqualTo("on");

        goesOn(id);
    }

    private JobId underWay(String name) {
        Attack attack = Attack.all().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
        JobId id = submit("import os\n" + attack.code() + HOLD);
        await().atMost(SOON)
                .until(() -> find(id).status().terminal() || text(id).contains(attack.head().get("shows") + "\n"));
        return id;
    }

    private void goesOn(JobId id) {
        assertThat(find(id).status()).isEqualTo(JobStatus.RUNNING);
        assertThat(ended(id).status()).as(text(id)).isEqualTo(JobStatus.SUCCEEDED);
    }
}
