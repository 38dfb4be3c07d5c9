package io.cellhive.worker.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.model.id.JobId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobSpec;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.limits.ContainerSource;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.worker.RunningWorker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Containers that wait, and those that serve one owner twice: nothing of a job is visible to, or alive in, the next. */
@TestPropertySource(properties = {"cellhive.pool.most=10", "cellhive.pool.each=2", "cellhive.pool.class-size=0",
        "cellhive.pool.lease=30s"})
class WarmPoolIT extends RunningWorker {
    private static final String WHERE = "import socket; print(socket.gethostname())\n";
    private static final String LEAVE_TRACES = WHERE + """
            import os, subprocess, tempfile
            for folder in ('/workspace', '/tmp', '/dev/shm'):
                os.makedirs(folder + '/.mine/deep')
                open(folder + '/.mine/deep/file', 'w').write('secret')
                os.chmod(folder + '/.mine/deep', 0)
            for _ in range(5):
                subprocess.Popen(['sleep', '600'], start_new_session=True)
            os.environ['SECRET'] = '1'
            secret = 1
            """;
    private static final String LOOK_FOR_TRACES = WHERE
            + """
                    import os
                    print([n for f in ('/workspace', '/tmp', '/dev/shm') for n in os.listdir(f) if n not in ('matplotlib', 'ipython')])
                    print(sorted(int(n) for n in os.listdir('/proc') if n.isdigit())[1:] == [os.getpid()])
                    print('SECRET' in os.environ, 'secret' in globals())
                    """;
    @Autowired
    private WarmPool pool;

    @BeforeEach
    void somethingIsWarm() {
        await().atMost(Duration.ofSeconds(20)).until(() -> pool.size() > 0);
    }

    @Override
    protected void noContainerIsLeft() {
        // why: here those that wait are the point; how many is the matter of each test.
        assertThat(containers()).hasSizeLessThanOrEqualTo(20);
    }

    private List<String> lines(OwnerId owner, String code) {
        JobId id = submit(owner, spec("python", null, code));
        assertThat(ended(id).status()).as(find(id).verdict() + text(id)).isEqualTo(JobStatus.SUCCEEDED);
        return text(id).strip().lines().toList();
    }

    @Test
    void aResultTellsWhereItsContainerCameFrom() {
        OwnerId owner = OwnerId.create();
        JobSpec rare = new JobSpec(new RuntimeName("python"), null, "print(1)", 1, List.of(),
                new ResourceLimits(300 << 20, 0.7, 20_000, 50, 1 << 20, 20 << 20));
        assertThat(ended(submit(owner, rare)).usage().container()).isEqualTo(ContainerSource.COLD);
        assertThat(ended(submit(owner, rare)).usage().container()).isEqualTo(ContainerSource.LEASED);
        await().atMost(SOON).until(
                () -> ended(submit(OwnerId.create(), usual("print(1)"))).usage().container() == ContainerSource.WARM);
    }

    @Test
    void aWaitingContainerTakesOtherCaps() {
        JobSpec larger = new JobSpec(new RuntimeName("python"), null,
                "print(open('/sys/fs/cgroup/memory/memory.limit_in_bytes' if __import__('os').path.exists('/sys/fs/cgroup/memory') else '/sys/fs/cgroup/memory.max').read())",
                1, List.of(), ResourceLimits.usual(384 << 20, 1.0, 20_000));
        Job job = ended(submit(OwnerId.create(), larger));
        assertThat(job.usage().container()).isEqualTo(ContainerSource.WARM);
        assertThat(text(job.id()).strip()).isEqualTo(String.valueOf(384 << 20));
    }

    /** With the limits of the containers that are kept from the start. */
    private static JobSpec usual(String code) {
        return new JobSpec(new RuntimeName("python"), null, code, 1, List.of(),
                ResourceLimits.usual(512 << 20, 0.5, 20_000));
    }

    @Test
    void theSameOwnersNextJobFindsTheSameContainerWithoutAnyTrace() {
        OwnerId owner = OwnerId.create();
        String first = lines(owner, LEAVE_TRACES).getFirst();
        assertThat(lines(owner, LOOK_FOR_TRACES)).containsExactly(first, "[]", "True", "False False");
    }

    /** The kernel keeps a connection's port for a minute after its end. */
    @Test
    void aProgramThatUsedAPortRunsTwice() {
        OwnerId owner = OwnerId.create();
        String code = """
                import socket
                server = socket.socket()
                server.bind(('127.0.0.1', 5000))
                server.listen()
                client = socket.create_connection(('127.0.0.1', 5000))
                accepted, _ = server.accept()
                accepted.close()
                print(client.recv(1))
                """;
        assertThat(lines(owner, code)).containsExactly("b''");
        assertThat(lines(owner, code)).containsExactly("b''");
    }

    @Test
    void noOtherOwnerEverGetsIt() {
        String first = lines(OwnerId.create(), LEAVE_TRACES).getFirst();
        assertThat(lines(OwnerId.create(), LOOK_FOR_TRACES)).doesNotContain(first).endsWith("[]", "True",
                "False False");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "import ctypes; assert ctypes.CDLL(None).shmget(77, 4096, 0o1600) >= 0",
            "import os; os.mkdir('a'); os.chdir('a'); [(os.mkdir('a'), os.chdir('a')) for _ in range(1500)]"})
    void aContainerInDoubtIsDestroyed(String doubt) {
        OwnerId owner = OwnerId.create();
        String first = lines(owner, WHERE + doubt).getFirst();
        assertThat(lines(owner, LOOK_FOR_TRACES)).doesNotContain(first).contains("[]");
        await().atMost(SOON).until(() -> containers().stream().noneMatch(id -> id.startsWith(first)));
    }

    @Test
    void aProgramThatDiedTakesItsContainerWithIt() {
        OwnerId owner = OwnerId.create();
        String first = text(ended(submit(owner, spec("python", null, WHERE + "import os; os._exit(3)"))).id()).strip();
        assertThat(lines(owner, WHERE)).doesNotContain(first);
    }

    @Test
    void containersThatDiedWhileTheyWaitedArePassedOver() {
        containers().forEach(id -> docker.killContainerCmd(id).exec());
        assertThat(lines(OwnerId.create(), "print(1)")).containsExactly("1");
    }
}
