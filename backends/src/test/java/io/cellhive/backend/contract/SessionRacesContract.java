package io.cellhive.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.model.event.Event;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.LaneId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobMessage;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.output.Output;
import io.cellhive.model.session.PastCell;
import io.cellhive.model.session.Session;
import io.cellhive.port.EventLog;
import io.cellhive.port.JobStore;
import io.cellhive.port.JobStore.Claim;
import io.cellhive.port.JobStore.Submission;
import io.cellhive.port.SessionStore;
import io.cellhive.port.WorkerRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What must hold when two do something with a session at the same moment. Sessions and jobs may be asked of two nodes. */
public abstract class SessionRacesContract {
    private static final JobResult KEPT = new JobResult(new Verdict(JobStatus.SUCCEEDED, null, "Done."), null,
            List.of(), true);
    private static final int ROUNDS = 100;
    private final OwnerId owner = OwnerId.create();
    private final SessionId id = SessionId.create();

    protected abstract SessionStore sessions();

    protected abstract JobStore jobs();

    protected abstract EventLog log();

    protected abstract WorkerRegistry registry();

    private WorkerId live(Duration timeToLive) {
        WorkerId worker = WorkerId.create();
        registry().heartbeat(Samples.aWorker(worker, 4), timeToLive);
        return worker;
    }

    private Submission.Created submit() {
        return (Submission.Created) jobs().submit(Samples.aJob(owner, LaneId.of(id)), null);
    }

    private Session session() {
        return sessions().find(id).orElseThrow();
    }

    private void run(Job job, WorkerId worker) {
        Claim.Claimed claimed = (Claim.Claimed) jobs().claim(job.id(), worker, 3);
        assertThat(jobs().finish(job.id(), claimed.job().attempt(), JobStore.LastWords.NONE, KEPT).done()).isTrue();
    }

    @Test
    void parkAgainstSubmitHasOneWinner() {
        WorkerId worker = live(Duration.ofMinutes(1));
        sessions().create(Samples.aSession(id, owner), 9);
        int parks = 0;
        for (int round = 0; round < ROUNDS; round++) {
            run(submit().job(), worker);
            long epoch = session().epoch();
            CompletableFuture<Boolean> parking = CompletableFuture
                    .supplyAsync(() -> sessions().park(id, worker, epoch));
            Submission.Created next = submit();
            boolean parked = parking.join();
            assertThat(next.released()).extracting(JobMessage::holder).containsExactly(parked ? null : worker);
            assertThat(session().holder()).isEqualTo(parked ? null : worker);
            parks += parked ? 1 : 0;
            run(next.job(), worker);
            assertThat(session().epoch()).isEqualTo(parked ? epoch + 1 : epoch);
        }
        assertThat(session().history()).extracting(PastCell::executionCount)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 2 * ROUNDS).boxed().toList());
        assertThat(parks).isBetween(0, ROUNDS);
    }

    @Test
    void oneOfManyWorkersGetsTheSessionWithItsJob() {
        sessions().create(Samples.aSession(id, owner), 9);
        JobId job = submit().job().id();
        List<WorkerId> workers = IntStream.range(0, 16).mapToObj(_ -> live(Duration.ofMinutes(1))).toList();
        Queue<Claim> claims = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            workers.forEach(worker -> threads.execute(() -> claims.add(jobs().claim(job, worker, 3))));
        }
        assertThat(claims).filteredOn(Claim.Claimed.class::isInstance).singleElement()
                .isInstanceOfSatisfying(Claim.Claimed.class,
                        won -> assertThat(won.session()).isEqualTo(session())
                                .extracting(Session::holder).isEqualTo(won.job().worker()));
        assertThat(claims).filteredOn(Claim.Held.class::isInstance).hasSize(15);
        assertThat(session().epoch()).isEqualTo(1);
    }

    @Test
    void whoseLeaseEndedWhileItLivesWritesNoMore() {
        sessions().create(Samples.aSession(id, owner), 9);
        WorkerId slow = live(Duration.ofMillis(300));
        Submission.Created cell = submit();
        JobId job = cell.job().id();
        Session before = ((Claim.Claimed) jobs().claim(job, slow, 3)).session();
        assertThat(before).isNotNull();
        WorkerId other = live(Duration.ofMinutes(1));
        assertThat(jobs().claim(job, other, 3)).isEqualTo(new Claim.Held(slow));

        await().atMost(Duration.ofSeconds(5)).until(() -> jobs().claim(job, other, 3) instanceof Claim.Claimed);
        registry().heartbeat(Samples.aWorker(slow, 4), Duration.ofMinutes(1));

        assertThat(log().append(job, 1, 0, List.of(Event.Shown.now(1, new Output.Stream("stdout", "late"))))).isFalse();
        assertThat(jobs().ask(job, 1, "?", false)).isEmpty();
        assertThat(jobs().finish(job, 1, JobStore.LastWords.NONE, KEPT).done()).isFalse();
        assertThat(jobs().giveBack(job, 1).done()).isFalse();
        assertThat(sessions().park(id, slow, before.epoch())).isFalse();
        assertThat(sessions().held(slow)).isEmpty();
        assertThat(session()).extracting(Session::holder, Session::epoch).containsExactly(other, before.epoch() + 1);
        assertThat(jobs().finish(job, 2, JobStore.LastWords.NONE, KEPT).done()).isTrue();
        assertThat(session().history()).hasSize(1);
    }

    @Test
    void aMessageThatComesTwiceRunsOnce() {
        sessions().create(Samples.aSession(id, owner), 9);
        WorkerId worker = live(Duration.ofMinutes(1));
        JobId job = submit().job().id();
        jobs().claim(job, worker, 3);

        assertThat(jobs().claim(job, worker, 3)).isEqualTo(new Claim.Held(worker));
        jobs().finish(job, 1, JobStore.LastWords.NONE, KEPT);
        assertThat(jobs().claim(job, live(Duration.ofMinutes(1)), 3)).isInstanceOf(Claim.Over.class);
        assertThat(session().history()).hasSize(1);
    }

    @Test
    void restartAgainstSubmitLeavesNoJobWithoutEnd() {
        sessions().create(Samples.aSession(id, owner), 9);
        WorkerId worker = live(Duration.ofMinutes(1));
        for (int round = 0; round < ROUNDS; round++) {
            CompletableFuture<SessionStore.Outcome> restarting = CompletableFuture
                    .supplyAsync(() -> sessions().change(id, new SessionStore.Change.Restart()));
            Job job = submit().job();
            restarting.join();
            Job now = jobs().find(job.id()).orElseThrow();
            if (now.status() == JobStatus.QUEUED) {
                assertThat(session().current()).isEqualTo(job.id());
                run(job, worker);
                assertThat(session().history()).extracting(PastCell::job).containsExactly(job.id());
            } else {
                assertThat(now.status()).isEqualTo(JobStatus.CANCELLED);
                assertThat(session().current()).isNull();
            }
        }
        assertThat(session().generation()).isEqualTo(ROUNDS);
    }
}
