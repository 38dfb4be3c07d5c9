package io.cellhive.worker.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.model.id.JobId;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.output.Output;
import io.cellhive.model.session.Session;
import io.cellhive.port.SessionStore;
import io.cellhive.port.SessionStore.Change;
import io.cellhive.port.WorkerSignals;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/**
 * Attacks as cells of a session: the verdict is right and in time, a neighbour's session does not notice, the next cell
 * finds the state that the history says or is told of a rebuild, the state before can be had again, nothing is left.
 */
@TestPropertySource(properties = "cellhive.worker.slots=8")
class HostileCellsIT extends Attacked {
    private static final Set<String> CHOSEN = Set.of("processes/fork-bomb", "processes/children-of-their-own-session",
            "processes/kill-everybody", "processes/signal-the-supervisor", "processes/stop-the-supervisor",
            "processes/trace-the-supervisor", "processes/ten-thousand-threads", "time/regular-expression",
            "time/swallowed-interrupts", "memory/errors-in-a-loop", "memory/slow-leak", "memory/shared-memory-files",
            "memory/fills-tmp", "disk/fills-the-workspace", "disk/a-million-empty-files", "output/endless-print",
            "output/gigabyte-without-an-end-of-line", "forging/frames-on-every-descriptor", "forging/fake-ends",
            "forging/replaced-stdout", "forging/replaced-builtins", "forging/replaced-json",
            "forging/overwritten-runner", "collected/links", "collected/fifo-device-socket");
    private static @Nullable Session neighbour;

    @BeforeEach
    void oneNeighbour() {
        synchronized (HostileCellsIT.class) {
            neighbour = neighbour == null ? session() : neighbour;
        }
    }

    @AfterAll
    static void theHostIsClean(@Autowired SessionStore sessions, @Autowired WorkerSignals signals) throws Exception {
        delete(neighbour.id(), sessions, signals);
        nothingIsLeft(CHOSEN.size());
    }

    private static void delete(SessionId id, SessionStore sessions, WorkerSignals signals) {
        sessions.delete(id);
        signals.send(new WorkerSignals.Changed(id));
    }

    static Stream<Attack> attacks() {
        return Attack.all().filter(attack -> CHOSEN.contains(attack.name()));
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void harmsNeitherItsSessionNorAnother(Attack attack) {
        Session session = session(attack.runtime(), attack.limits());
        said(session, "kept = [1]");
        JobId id = start(session, "kept.append(2)\nprint('before', flush=True)\n" + attack.code());
        await().atMost(SOON).until(() -> find(id).status().terminal() || text(id).contains("before"));
        assertThat(said(neighbour, "print(1)")).as("a neighbour of " + attack).isEqualTo("1");
        Job job = ended(id);
        checkEnd(attack, attack.endsAsACell(), job);
        checkOutput(attack, job);
        checkState(attack, session, id);
        goesBackToBeforeIt(session);
        delete(session.id(), sessions, signals);
    }

    private void checkState(Attack attack, Session session, JobId id) {
        boolean counts = now(session).history().stream().anyMatch(past -> past.job().equals(id));
        Job next = cell(session, "kept");
        List<String> honest = restored(next.id()).isPresent()
                ? List.of("[1]", "[1, 2]")
                : List.of(counts ? "[1, 2]" : "[1]");
        assertThat(value(next)).as("after " + attack).isIn(honest);
    }

    private void goesBackToBeforeIt(Session session) {
        sessions.change(session.id(), new Change.Rewind(2));
        changed(session);
        assertThat(value(cell(session, "kept"))).isEqualTo("[1]");
    }

    private Object value(Job job) {
        assertThat(job.status()).as(job.verdict() + text(job.id())).isEqualTo(JobStatus.SUCCEEDED);
        return outputs(job.id()).stream().filter(Output.ExecuteResult.class::isInstance)
                .map(shown -> ((Output.ExecuteResult) shown).data().get("text/plain")).findFirst().orElseThrow();
    }
}
