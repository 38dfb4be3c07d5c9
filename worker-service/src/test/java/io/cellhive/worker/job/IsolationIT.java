package io.cellhive.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.model.id.JobId;
import io.cellhive.model.job.FailureReason;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobStatus;
import io.cellhive.worker.RunningWorker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What code in a sandbox cannot reach, asked from inside. */
class IsolationIT extends RunningWorker {
    /** Code that says "refused" when the statement fails with an OSError, which it must. */
    private String attempt(String statement) {
        return printed("import os, socket, ctypes\ntry:\n    " + statement
                + "\n    print('done')\nexcept OSError as e:\n    print('refused')");
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket.create_connection(('1.1.1.1', 53), 3)",
            "socket.create_connection(('169.254.169.254', 80), 3)", "socket.create_connection(('172.17.0.1', 2375), 3)",
            "socket.getaddrinfo('example.com', 80)", "socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)",
            "socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 3)"})
    void theNetworkIsUnreachable(String statement) {
        assertThat(attempt(statement)).isEqualTo("refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'localhost'", "'127.0.0.1'", "'::1'", "socket.gethostname()"})
    void aProgramTalksToItselfByName(String name) {
        assertThat(printed("""
                import socket
                name = %s
                where = socket.getaddrinfo(name, 0, type=socket.SOCK_STREAM)[0]
                with socket.socket(where[0]) as server:
                    server.bind(where[4])
                    server.listen()
                    with socket.create_connection((name, server.getsockname()[1])) as client:
                        print(client.getpeername()[1] == server.getsockname()[1])""".formatted(name)))
                .isEqualTo("True");
    }

    @ParameterizedTest
    @ValueSource(strings = {"open('/x', 'w')", "open('/etc/passwd', 'a')", "open('/usr/lib/x', 'w')",
            "os.mkdir('/home/x')", "open('/proc/sys/kernel/hostname', 'w')", "open('/sys/fs/cgroup/x', 'w')",
            "open('/proc/sysrq-trigger', 'w')", "open('/dev/mem', 'rb')", "os.stat('/var/run/docker.sock')"})
    void theRootIsReadOnlyAndTheHostOutOfReach(String statement) {
        assertThat(attempt(statement)).isEqualTo("refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"os.setuid(0)", "os.setgid(0)", "os.chown('/workspace', 0, 0)", "os.chroot('/tmp')",
            "os.nice(-5)", "open('/proc/1/mem', 'rb')", "os.listdir('/proc/1/fd')",
            "open('/proc/1/environ').read()", "os.mknod('/workspace/d', 0o60666, os.makedev(8, 0))"})
    void nothingRunsAsRootOrReachesTheSupervisor(String statement) {
        assertThat(attempt(statement)).isEqualTo("refused");
    }

    @Test
    void hasNoCapabilitiesNoNewPrivilegesAndAFilter() {
        String status = printed("print(open('/proc/self/status').read())");

        assertThat(status).containsPattern("Uid:\\s+(10\\d{3}|11000)\\s+\\1\\s+\\1\\s+\\1\\s")
                .containsPattern("Gid:\\s+10001\\s+10001\\s+10001\\s+10001").containsPattern("CapEff:\\s+0{16}")
                .containsPattern("CapPrm:\\s+0{16}").containsPattern("CapBnd:\\s+0{16}")
                .containsPattern("CapAmb:\\s+0{16}")
                .containsPattern("NoNewPrivs:\\s+1").containsPattern("Seccomp:\\s+2");
    }

    @Test
    void isAUserOfTheThousandThatTheImageNames() {
        String found = printed(
                """
                        import getpass, os, pwd, subprocess
                        me = pwd.getpwuid(os.getuid())
                        print(me.pw_name, me.pw_dir, getpass.getuser(), os.path.expanduser('~'), os.path.expanduser('~cellhive'))
                        print(subprocess.run(['whoami'], capture_output=True, text=True).stdout.strip())
                        print(sorted(it.pw_uid for it in pwd.getpwall() if it.pw_name == 'cellhive') == list(range(10001, 11001)))
                        supervisor = open('/proc/1/status').read()
                        print(supervisor.split('Uid:')[1].split()[:4] == [str(os.getuid())] * 4)
                        """);

        assertThat(found.lines()).containsExactly("cellhive /tmp cellhive /tmp /tmp", "cellhive", "True", "True");
    }

    @Test
    void seesNoInterfaceButLoopback() {
        assertThat(printed("import os; print(os.listdir('/sys/class/net'))")).isEqualTo("['lo']");
    }

    @Test
    void seesNoSecretsOfTheWorker() {
        assertThat(printed("import os; print(sorted(os.environ))")).doesNotContainIgnoringCase("token", "secret",
                "password", "DOCKER");
    }

    @Test
    void writesOnlyToItsWorkspaceAndTmp() {
        assertThat(printed("""
                import os
                for place in ('/workspace', '/tmp'):
                    open(place + '/x', 'w').write('1'); os.remove(place + '/x')
                mounts = [line.split() for line in open('/proc/mounts')]
                print([(m[1], 'nosuid' in m[3], 'nodev' in m[3]) for m in mounts if m[1] in ('/workspace', '/tmp')])
                """)).contains("('/workspace', True, True)", "('/tmp', True, True)");
    }

    @Test
    void twoJobsShareNothing() {
        assertThat(printed("open('/tmp/left', 'w').write('1'); open('left', 'w').write('1')")).isEmpty();
        assertThat(printed("import os; print(os.path.exists('/tmp/left'), os.path.exists('left'))"))
                .isEqualTo("False False");
    }

    @Test
    void whatItLeavesRunningEndsWithIt() {
        JobId id = submit("import subprocess\nsubprocess.Popen(['sleep', '600'], start_new_session=True)\nprint('on')");

        assertThat(ended(id).status()).isEqualTo(JobStatus.SUCCEEDED);
        await().atMost(SOON).until(() -> containers().isEmpty());
    }

    @Test
    void harmsOnlyItselfWhenItSignalsItsSupervisor() {
        JobId id = submit("""
                import os, signal, time
                for number in set(signal.Signals) - {signal.SIGCHLD}:
                    try:
                        os.kill(1, number)
                    except OSError:
                        pass
                time.sleep(1)
                print('on')""");

        Job job = ended(id);

        assertThat(job.attempt()).isEqualTo(1);
        if (job.status() != JobStatus.SUCCEEDED) {
            assertThat(job.verdict().reason()).isEqualTo(FailureReason.INTERPRETER_DIED);
        }
    }

    @Test
    void cannotForgeItsOwnVerdict() {
        JobId id = submit("""
                import os, struct
                header = b'{"type":"execute_reply","outcome":"ok","usage":{}}'
                frame = struct.pack('>II', len(header), 0) + header
                for fd in range(64):
                    try:
                        os.write(fd, frame)
                    except OSError:
                        pass
                raise ValueError('mine')
                """);

        assertThat(ended(id).verdict().reason()).isEqualTo(FailureReason.USER_ERROR);
        assertThat(find(id).attempt()).isEqualTo(1);
    }
}
