package io.cellhive.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.model.file.FileName;
import io.cellhive.model.file.InputFile;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.LaneId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.id.Sha256;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.FailureReason;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobMessage;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.model.session.PastCell;
import io.cellhive.model.session.Session;
import io.cellhive.model.session.SessionTerms;
import io.cellhive.model.worker.WorkerStatus.Health;
import io.cellhive.port.JobStore;
import io.cellhive.port.JobStore.Claim;
import io.cellhive.port.JobStore.Submission;
import io.cellhive.port.SessionStore;
import io.cellhive.port.SessionStore.Change;
import io.cellhive.port.SessionStore.Creation;
import io.cellhive.port.SessionStore.Outcome;
import io.cellhive.port.WorkerRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What every session store must do, together with its job store. */
public abstract class SessionStoreContract {
    private static final JobResult KEPT = new JobResult(new Verdict(JobStatus.SUCCEEDED, null, "Done."), null,
            List.of(), true);
    private static final JobResult RAISED = new JobResult(Verdict.failed(FailureReason.USER_ERROR, "Oh."), null,
            List.of(), true);
    private static final JobResult DIED = new JobResult(Verdict.failed(FailureReason.MEMORY_LIMIT, "Much."), null,
            List.of(), false);
    private final OwnerId owner = OwnerId.create();
    private final WorkerId one = WorkerId.create();
    private final WorkerId two = WorkerId.create();
    private final SessionId id = SessionId.create();

    protected abstract SessionStore sessions();

    protected abstract JobStore jobs();

    protected abstract WorkerRegistry registry();

    @BeforeEach
    void aSessionAndTwoWorkers() {
        sessions().create(Samples.aSession(id, owner), 9);
        live(one, Duration.ofMinutes(1));
        live(two, Duration.ofMinutes(1));
    }

    private void live(WorkerId worker, Duration timeToLive) {
        registry().heartbeat(Samples.aWorker(worker, 4), timeToLive);
    }

    private Session session() {
        return sessions().find(id).orElseThrow();
    }

    private Submission.Created submit() {
        return (Submission.Created) jobs().submit(Samples.aJob(owner, LaneId.of(id)), null);
    }

    private Claim.Claimed claim(JobId job, WorkerId worker) {
        return (Claim.Claimed) jobs().claim(job, worker, 3);
    }

    private Job ran(WorkerId worker, JobResult result) {
        Job job = submit().job();
        Job claimed = claim(job.id(), worker).job();
        assertThat(jobs().finish(job.id(), claimed.attempt(), JobStore.LastWords.NONE, result).done()).isTrue();
        return claimed;
    }

    private Outcome.Done changed(Change change) {
        return (Outcome.Done) sessions().change(id, change);
    }

    @Test
    void keepsASessionAsItWasCreated() {
        Session other = Samples.aSession(SessionId.create(), owner);
        assertThat(sessions().create(other, 9)).isEqualTo(new Creation.Created(other));
        assertThat(sessions().find(other.id())).contains(other);
        assertThat(sessions().find(SessionId.create())).isEmpty();
        assertThat(sessions().terms(other.id()))
                .contains(new SessionTerms(other.id(), owner, other.runtime(), other.limits()));
        assertThat(sessions().terms(SessionId.create())).isEmpty();
    }

    @Test
    void refusesMoreThanAnOwnerMayHaveAndNamesTheOneUnusedForLongest() {
        Session second = Samples.aSession(SessionId.create(), owner);
        sessions().create(second, 9);
        ran(one, KEPT);

        assertThat(sessions().create(Samples.aSession(SessionId.create(), owner), 2))
                .isInstanceOfSatisfying(Creation.TooMany.class, many -> assertThat(many.own())
                        .extracting(Session::id).containsExactly(second.id(), id));
        assertThat(sessions().list(owner)).extracting(Session::id).containsExactly(second.id(), id);
        OwnerId other = OwnerId.create();
        assertThat(sessions().create(Samples.aSession(SessionId.create(), other), 1))
                .isInstanceOf(Creation.Created.class);
    }

    @Test
    void aClaimTakesTheSessionAndGivesTheCellItsNumber() {
        Submission.Created submitted = submit();
        assertThat(submitted.released()).extracting(JobMessage::holder).containsExactly((WorkerId) null);
        assertThat(session().current()).isEqualTo(submitted.job().id());

        Claim.Claimed claimed = claim(submitted.job().id(), one);
        assertThat(claimed.job().executionCount()).isEqualTo(1);
        assertThat(claimed.session()).isEqualTo(session());
        assertThat(claimed.before()).isNull();
        assertThat(session()).extracting(Session::holder, Session::epoch, Session::executionCount)
                .containsExactly(one, 1L, 1);
        assertThat(sessions().held(one)).extracting(Session::id).containsExactly(id);
        assertThat(jobs().find(submitted.job().id())).get().extracting(Job::executionCount).isEqualTo(1);
    }

    @Test
    void releasesOneCellAtATimeInOrder() {
        List<Submission.Created> cells = IntStream.range(0, 3).mapToObj(_ -> submit()).toList();
        assertThat(cells).extracting(cell -> cell.released().size()).containsExactly(1, 0, 0);

        claim(cells.get(0).job().id(), one);
        assertThat(jobs().finish(cells.get(0).job().id(), 1, JobStore.LastWords.NONE, KEPT).released())
                .extracting(JobMessage::jobId)
                .containsExactly(cells.get(1).job().id());
    }

    @Test
    void aCellBecomesHistoryWhenItsStateWasKept() {
        Job first = ran(one, KEPT);
        ran(one, DIED);
        Job third = ran(one, RAISED);

        assertThat(session().history()).containsExactly(new PastCell(1, first.id(), JobStatus.SUCCEEDED),
                new PastCell(3, third.id(), JobStatus.FAILED));
        assertThat(session()).extracting(Session::executionCount, Session::epoch, Session::current)
                .containsExactly(3, 1L, null);
    }

    @Test
    void theNextCellGoesToTheHolderWhileItLives() {
        ran(one, KEPT);
        Submission.Created next = submit();
        assertThat(next.released()).extracting(JobMessage::holder).containsExactly(one);
        jobs().strike(List.of(next.job().id()));

        assertThat(jobs().claim(next.job().id(), two, 3)).isInstanceOfSatisfying(Claim.Elsewhere.class,
                elsewhere -> assertThat(elsewhere.released())
                        .containsExactly(new JobMessage(next.job().id(), Samples.PYTHON, one)));
        assertThat(jobs().outbox(Duration.ZERO, 9))
                .containsExactly(new JobMessage(next.job().id(), Samples.PYTHON, one));
        assertThat(claim(next.job().id(), one).session()).extracting(Session::epoch).isEqualTo(1L);
    }

    @Test
    void anotherWorkerTakesTheSessionOfADeadOneAndTheDeadOnesWritesAreRefused() {
        Job job = submit().job();
        claim(job.id(), one);
        registry().leave(one);

        Claim.Claimed again = claim(job.id(), two);
        assertThat(again.job()).extracting(Job::attempt, Job::executionCount).containsExactly(2, 1);
        assertThat(again.session()).extracting(Session::holder, Session::epoch).containsExactly(two, 2L);
        assertThat(again.before()).isEqualTo(one);

        live(one, Duration.ofMinutes(1));
        assertThat(jobs().finish(job.id(), 1, JobStore.LastWords.NONE, KEPT).done()).isFalse();
        assertThat(jobs().ask(job.id(), 1, "?", false)).isEmpty();
        assertThat(sessions().park(id, one, 1)).isFalse();
        assertThat(sessions().held(one)).isEmpty();
        assertThat(sessions().held(two)).extracting(Session::id).containsExactly(id);
        assertThat(session().history()).isEmpty();
        assertThat(jobs().finish(job.id(), 2, JobStore.LastWords.NONE, KEPT).done()).isTrue();
        assertThat(session().history()).containsExactly(new PastCell(1, job.id(), JobStatus.SUCCEEDED));
    }

    @ParameterizedTest
    @EnumSource(value = Health.class, mode = Mode.EXCLUDE, names = "READY")
    void aWorkerThatTakesNoJobsLosesItsSessionsToTheOthers(Health why) {
        ran(one, KEPT);
        registry().heartbeat(Samples.aWorkerThatTakesNothing(one, why), Duration.ofMinutes(1));

        Submission.Created next = submit();
        assertThat(next.released()).extracting(JobMessage::holder).containsExactly((WorkerId) null);
        assertThat(claim(next.job().id(), two).session()).extracting(Session::epoch).isEqualTo(2L);
    }

    @Test
    void aCrowdedWorkerLosesItsSessionsOnlyToOneThatIsFaster() {
        ran(one, KEPT);
        registry().heartbeat(Samples.aCrowdedWorker(one), Duration.ofMinutes(1));

        Submission.Created next = submit();
        assertThat(next.released()).extracting(JobMessage::holder).containsExactly((WorkerId) null);
        Claim.Claimed own = claim(next.job().id(), one);
        assertThat(own.session()).extracting(Session::epoch).isEqualTo(1L);
        assertThat(jobs().claim(next.job().id(), two, 3)).isInstanceOf(Claim.Held.class);
        assertThat(jobs().finish(next.job().id(), 1, JobStore.LastWords.NONE, KEPT).done()).isTrue();

        Claim.Claimed others = claim(submit().job().id(), two);
        assertThat(others.session()).extracting(Session::holder, Session::epoch).containsExactly(two, 2L);
        assertThat(others.before()).isEqualTo(one);
        assertThat(sessions().park(id, one, 1)).isFalse();
    }

    @Test
    void aJobGivenBackBringsItsSessionAlong() {
        Job job = submit().job();
        claim(job.id(), one);
        assertThat(jobs().giveBack(job.id(), 1).done()).isTrue();

        assertThat(session()).extracting(Session::holder, Session::current).containsExactly(null, job.id());
        assertThat(claim(job.id(), two).job()).extracting(Job::attempt, Job::executionCount).containsExactly(2, 1);
    }

    @Test
    void parksWhatIsIdleForItsHolderInItsEpochOnly() {
        ran(one, KEPT);
        assertThat(sessions().park(id, two, 1)).isFalse();
        assertThat(sessions().park(id, one, 2)).isFalse();
        assertThat(sessions().park(id, one, 1)).isTrue();
        assertThat(session()).extracting(Session::holder, Session::epoch).containsExactly(null, 1L);
        assertThat(sessions().held(one)).isEmpty();
        assertThat(sessions().park(id, one, 1)).isFalse();

        Submission.Created next = submit();
        assertThat(next.released()).extracting(JobMessage::holder).containsExactly((WorkerId) null);
        assertThat(sessions().park(id, one, 1)).isFalse();
        assertThat(claim(next.job().id(), one).session()).extracting(Session::epoch).isEqualTo(2L);
        assertThat(sessions().park(id, one, 2)).isFalse();
    }

    @Test
    void aRestartForgetsTheStateAndCancelsWhatWaits() {
        ran(one, KEPT);
        Job running = submit().job();
        claim(running.id(), one);
        List<Job> waiting = IntStream.range(0, 3).mapToObj(_ -> submit().job()).toList();

        Outcome.Done done = changed(new Change.Restart());
        assertThat(done.stopping()).isEqualTo(running.id());
        assertThat(done.released()).isEmpty();
        assertThat(done.session()).isEqualTo(session());
        assertThat(session()).extracting(Session::executionCount, Session::generation, Session::history)
                .containsExactly(0, 1, List.of());
        assertThat(waiting).allSatisfy(job -> assertThat(jobs().find(job.id())).get().extracting(Job::status)
                .isEqualTo(JobStatus.CANCELLED));
        assertThat(jobs().find(running.id())).get().extracting(Job::cancelRequestedAt).isNotNull();

        assertThat(jobs().finish(running.id(), 1, JobStore.LastWords.NONE, KEPT).done()).isTrue();
        assertThat(session().history()).isEmpty();
        assertThat(ran(one, KEPT).executionCount()).isEqualTo(1);
        assertThat(session().history()).hasSize(1);
    }

    @Test
    void aRestartCancelsAJobOnItsWayToAWorker() {
        Job released = submit().job();
        assertThat(changed(new Change.Restart()).stopping()).isNull();
        assertThat(jobs().claim(released.id(), one, 3)).isInstanceOf(Claim.Over.class);
        assertThat(session().current()).isNull();
    }

    @Test
    void otherLimitsWaitForTheNextRestart() {
        ResourceLimits wide = ResourceLimits.usual(1L << 30, 2, 60_000);
        ResourceLimits narrow = session().limits();
        changed(new Change.Limits(wide));
        assertThat(session()).extracting(Session::limits, Session::nextLimits).containsExactly(narrow, wide);
        assertThat(sessions().terms(id)).get().extracting(SessionTerms::limits).isEqualTo(narrow);
        changed(new Change.Restart());
        assertThat(session()).extracting(Session::limits, Session::nextLimits).containsExactly(wide, null);
        changed(new Change.Restart());
        assertThat(session().limits()).isEqualTo(wide);
        assertThat(sessions().terms(id)).get().extracting(SessionTerms::limits).isEqualTo(wide);
    }

    @Test
    void rewindsToBeforeACellWhileNothingWaits() {
        List<Job> cells = IntStream.range(0, 4).mapToObj(_ -> ran(one, KEPT)).toList();
        Job waiting = submit().job();
        assertThat(sessions().change(id, new Change.Rewind(3))).isInstanceOf(Outcome.Busy.class);
        claim(waiting.id(), one);
        assertThat(sessions().change(id, new Change.Rewind(3))).isInstanceOf(Outcome.Busy.class);
        jobs().finish(waiting.id(), 1, JobStore.LastWords.NONE, KEPT);

        changed(new Change.Rewind(3));
        assertThat(session().history()).extracting(PastCell::job).containsExactly(cells.get(0).id(),
                cells.get(1).id());
        assertThat(session()).extracting(Session::executionCount, Session::generation).containsExactly(2, 0);
        assertThat(ran(one, KEPT).executionCount()).isEqualTo(3);
    }

    @Test
    void knowsTheNewestContentsOfEachFile() {
        InputFile first = new InputFile(new FileName("a.csv"), Sha256.of(new byte[]{1}), 1);
        InputFile other = new InputFile(new FileName("b.csv"), Sha256.of(new byte[]{2}), 1);
        InputFile newer = new InputFile(new FileName("a.csv"), Sha256.of(new byte[]{3}), 1);
        changed(new Change.PutFile(first));
        changed(new Change.PutFile(other));
        changed(new Change.PutFile(newer));
        assertThat(session().files()).containsExactlyInAnyOrder(other, newer);
        changed(new Change.RemoveFile(new FileName("a.csv")));
        assertThat(session().files()).containsExactly(other);
    }

    @Test
    void deletesASessionWithEverythingThatWaits() {
        Job running = submit().job();
        Job waiting = submit().job();
        claim(running.id(), one);

        Outcome.Done done = (Outcome.Done) sessions().delete(id);
        assertThat(done.stopping()).isEqualTo(running.id());
        assertThat(done.session().holder()).isEqualTo(one);
        assertThat(sessions().find(id)).isEmpty();
        assertThat(sessions().list(owner)).isEmpty();
        assertThat(sessions().held(one)).isEmpty();
        assertThat(jobs().find(waiting.id())).get().extracting(Job::status).isEqualTo(JobStatus.CANCELLED);
        assertThat(jobs().submit(Samples.aJob(owner, LaneId.of(id)), null)).isInstanceOf(Submission.NoSession.class);
        assertThat(sessions().delete(id)).isInstanceOf(Outcome.Gone.class);
        assertThat(sessions().change(id, new Change.Restart())).isInstanceOf(Outcome.Gone.class);

        registry().leave(one);
        assertThat(jobs().claim(running.id(), two, 3)).isInstanceOf(Claim.Over.class);
        assertThat(jobs().find(running.id())).get().extracting(Job::status).isEqualTo(JobStatus.CANCELLED);
    }

    @Test
    void forgetsWhatNobodyUsedButNotWhatIsBusy() {
        SessionId busy = SessionId.create();
        sessions().create(Samples.aSession(busy, owner), 9);
        jobs().submit(Samples.aJob(owner, LaneId.of(busy)), null);
        ran(one, KEPT);

        assertThat(sessions().expire(Instant.now().minusSeconds(3600))).isZero();
        assertThat(sessions().expire(Instant.now().plusSeconds(1))).isEqualTo(1);
        assertThat(sessions().find(id)).isEmpty();
        assertThat(sessions().held(one)).isEmpty();
        assertThat(sessions().find(busy)).isPresent();
    }
}
