package io.cellhive.worker.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.model.file.FileName;
import io.cellhive.model.file.InputFile;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobSpec;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.limits.ContainerSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.test.context.TestPropertySource;

/**
 * Every attack in a real sandbox, where owners' containers are lent again: the verdict is right and in time, what was
 * printed before is kept, a neighbour does not notice, the same owner's next job finds nothing of it, and in the end
 * nothing of all of them is left on the host.
 */
@TestPropertySource(properties = {"cellhive.pool.most=4", "cellhive.pool.each=0", "cellhive.pool.class-size=0",
        "cellhive.pool.lease=5s",
        "cellhive.pool.idle=1s", "cellhive.worker.slots=8"})
class HostileIT extends Attacked {
    private static final String BEFORE = "print('before', flush=True)\nimport os; os.environ['HOSTILE'] = '1'; hostile = 1\n";
    private static final byte[] SHADOW = "import sys; print('shadowed'); sys.stdout.flush()\n"
            .getBytes(StandardCharsets.UTF_8);
    private static final String LOOK_FOR_TRACES = """
            import os
            places = [f for f in ('/workspace', '/tmp', '/dev/shm', '/dev/mqueue') if os.path.isdir(f)]
            print([f + '/' + n for f in places for n in os.listdir(f) if n not in ('matplotlib', 'ipython')])
            print([n for n in os.listdir('/proc') if n.isdigit() and int(n) not in (1, os.getpid())])
            print(sum(len(open('/proc/sysvipc/' + kind).readlines()) - 1 for kind in ('shm', 'sem', 'msg')))
            print('HOSTILE' in os.environ, 'hostile' in globals())
            """;
    private static final AtomicInteger LENT = new AtomicInteger();

    @AfterAll
    static void theHostIsClean() throws Exception {
        assertThat(LENT).as("next jobs in the very container of an attack").hasPositiveValue();
        nothingIsLeft(100);
    }

    static Stream<Attack> attacks() {
        return Attack.all();
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void endsAsItShouldAndHarmsNobody(Attack attack) {
        OwnerId owner = OwnerId.create();
        JobId id = submit(owner, new JobSpec(new RuntimeName(attack.runtime()), null, BEFORE + attack.code(), 1,
                uploads(owner, attack), attack.limits()));
        await().atMost(SOON).until(() -> find(id).status().terminal() || text(id).contains("before"));
        assertThat(printed("print(1)")).as("a neighbour of " + attack).isEqualTo("1");
        Job job = ended(id);
        checkEnd(attack, attack.list("ends"), job);
        checkOutput(attack, job);
        checkNext(attack, owner);
    }

    private List<InputFile> uploads(OwnerId owner, Attack attack) {
        return attack.list("uploads").stream()
                .map(name -> new InputFile(new FileName(name), files.put(owner, SHADOW), SHADOW.length)).toList();
    }

    private void checkNext(Attack attack, OwnerId owner) {
        Job next = ended(submit(owner, new JobSpec(new RuntimeName(attack.runtime()), null, LOOK_FOR_TRACES, 1,
                List.of(), attack.limits())));
        assertThat(next.status()).as(next.verdict() + text(next.id())).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(text(next.id()).lines()).as("traces of " + attack).containsExactly("[]", "[]", "0", "False False");
        if (next.usage().container() == ContainerSource.LEASED) {
            LENT.incrementAndGet();
        }
    }
}
