package io.cellhive.backend.contract;

import static io.cellhive.backend.contract.Samples.PYTHON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.model.event.Event;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.LaneId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.FailureReason;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobMessage;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.session.PastCell;
import io.cellhive.model.session.Session;
import io.cellhive.model.worker.WorkerStatus.Health;
import io.cellhive.port.EventLog;
import io.cellhive.port.JobStore;
import io.cellhive.port.JobStore.Claim;
import io.cellhive.port.JobStore.LastWords;
import io.cellhive.port.JobStore.Submission;
import io.cellhive.port.JobStore.Unserved;
import io.cellhive.port.SessionStore;
import io.cellhive.port.Subscription;
import io.cellhive.port.WorkerRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every job store must do with jobs that no worker comes for. The base window is 2. */
public abstract class UnservedContract {
    private static final RuntimeName ML = new RuntimeName("ml");
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final JobResult KEPT = new JobResult(new Verdict(JobStatus.SUCCEEDED, null, "Done."), null,
            List.of(), true);
    private final OwnerId owner = OwnerId.create();
    private final WorkerId worker = WorkerId.create();
    private final List<JobId> ended = new ArrayList<>();
    private final List<JobMessage> released = new ArrayList<>();

    protected abstract JobStore store();

    protected abstract SessionStore sessions();

    protected abstract EventLog log();

    protected abstract WorkerRegistry registry();

    private JobId submit(LaneId lane, RuntimeName runtime) {
        Job job = Samples.aJob(owner, lane, runtime, Instant.now());
        return ((Submission.Created) store().submit(job, null)).job().id();
    }

    private List<JobId> submit(int count, RuntimeName runtime) {
        return IntStream.range(0, count).mapToObj(_ -> submit(LaneId.of(owner), runtime)).toList();
    }

    private JobId submitOfAnother(RuntimeName runtime) {
        return submit(LaneId.of(OwnerId.create()), runtime);
    }

    private void offer(RuntimeName runtime, Health health) {
        registry().heartbeat(Samples.aWorkerFor(runtime, worker, health), Duration.ofMinutes(1));
    }

    /** What waits now has waited long enough, whoever offered its runtime. */
    private List<JobId> endAll() {
        return store().endUnserved(Duration.ZERO).jobs();
    }

    /** @param meanwhile what happens before each look */
    private void lookUntilEnded(List<JobId> jobs, Runnable meanwhile) {
        await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20)).until(() -> {
            meanwhile.run();
            Unserved unserved = store().endUnserved(SOON);
            ended.addAll(unserved.jobs());
            released.addAll(unserved.released());
            return ended.containsAll(jobs);
        });
    }

    private void lookUntilEnded(JobId job) {
        lookUntilEnded(List.of(job), () -> {});
    }

    private Job job(JobId id) {
        return store().find(id).orElseThrow();
    }

    @Test
    void aJobThatNobodyRunsEndsWithASentenceAndItsMessageIsHarmless() throws InterruptedException {
        JobId job = submit(LaneId.of(owner), ML);
        CountDownLatch woken = new CountDownLatch(1);
        try (Subscription _ = log().subscribe(job, woken::countDown)) {
            lookUntilEnded(job);
            assertThat(woken.await(10, TimeUnit.SECONDS)).isTrue();
        }

        String sentence = "For 1 second no computer was there that runs \"ml\", so your program could not be run. "
                + "Tell your teacher, then run it again.";
        assertThat(job(job)).extracting(Job::status, Job::verdict, Job::usage, Job::attempt)
                .containsExactly(JobStatus.FAILED, Verdict.failed(FailureReason.EXPIRED, sentence), null, 0);
        assertThat(log().read(job, 1, 10)).singleElement().isInstanceOfSatisfying(Event.StatusChanged.class,
                end -> assertThat(end).extracting(Event.StatusChanged::reason, Event.StatusChanged::message)
                        .containsExactly(FailureReason.EXPIRED, sentence));
        assertThat(store().place(job)).isEmpty();
        assertThat(store().outbox(Duration.ZERO, 10)).isEmpty();
        assertThat(store().claim(job, worker, 3)).isInstanceOf(Claim.Over.class);
        assertThat(endAll()).isEmpty();
    }

    @Test
    void eachJobWaitsTheWholeTimeHoweverLongNobodyCameBefore() {
        lookUntilEnded(submitOfAnother(ML));
        long before = System.nanoTime();
        lookUntilEnded(submitOfAnother(ML));

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(SOON);
    }

    @Test
    void aBacklogWaitsAsLongAsAWorkerOffersItsRuntimeAndNoLonger() {
        List<JobId> backlog = submit(5, PYTHON);
        JobId other = submitOfAnother(ML);

        lookUntilEnded(List.of(other), () -> offer(PYTHON, Health.READY));
        assertThat(ended).containsExactly(other);
        assertThat(backlog).allMatch(id -> job(id).status() == JobStatus.QUEUED);

        lookUntilEnded(backlog, () -> {});
        assertThat(submit(2, PYTHON)).allMatch(id -> store().place(id).orElseThrow().position() == 1);
    }

    @Test
    void aWorkerThatTakesNoJobsOffersNothing() {
        lookUntilEnded(List.of(submit(LaneId.of(owner), ML)),
                () -> EnumSet.complementOf(EnumSet.of(Health.READY)).forEach(health -> offer(ML, health)));
    }

    @Test
    void whatStandsBehindThemInTheirLaneGoesOn() {
        List<JobId> unserved = submit(3, ML);
        JobId next = submit(LaneId.of(owner), PYTHON);

        lookUntilEnded(unserved, () -> offer(PYTHON, Health.READY));

        // why not alone: they may have come to their end in two looks.
        assertThat(released).extracting(JobMessage::jobId).contains(next);
        assertThat(store().claim(next, worker, 3)).isInstanceOf(Claim.Claimed.class);
    }

    @Test
    void aLookReleasesNothingThatItEnds() {
        List<JobId> many = submit(5, ML);
        Unserved unserved = store().endUnserved(Duration.ZERO);

        assertThat(unserved.jobs()).containsExactlyInAnyOrderElementsOf(many);
        assertThat(unserved.released()).isEmpty();
    }

    @Test
    void aJobThatRunsIsNotEndedUnlessItWaitsAgain() {
        offer(ML, Health.READY);
        JobId running = submit(LaneId.of(owner), ML);
        store().claim(running, worker, 3);
        assertThat(endAll()).isEmpty();

        store().giveBack(running, 1);
        assertThat(endAll()).containsExactly(running);
        assertThat(job(running).verdict()).extracting(Verdict::reason).isEqualTo(FailureReason.EXPIRED);
    }

    @Test
    void aJobWhoseWorkerIsDeadIsEndedWhenNoOtherComes() {
        offer(ML, Health.READY);
        JobId running = submit(LaneId.of(owner), ML);
        store().claim(running, worker, 3);
        assertThat(endAll()).isEmpty();

        registry().leave(worker);
        assertThat(endAll()).containsExactly(running);
        assertThat(job(running)).extracting(Job::status, Job::worker).containsExactly(JobStatus.FAILED, null);
        assertThat(store().finish(running, 1, LastWords.NONE, KEPT).done()).isFalse();
    }

    @Test
    void aCellThatNobodyRanIsNotInTheHistoryAndTheNextOneCountsOn() {
        SessionId session = SessionId.create();
        sessions().create(Samples.aSession(session, owner), 9);
        JobId first = submit(LaneId.of(session), ML);
        store().claim(first, worker, 3);
        store().finish(first, 1, LastWords.NONE, KEPT);

        List<JobId> lost = List.of(submit(LaneId.of(session), ML), submit(LaneId.of(session), ML));
        assertThat(endAll()).containsExactlyInAnyOrderElementsOf(lost);

        assertThat(lost).allMatch(id -> job(id).executionCount() == null);
        assertThat(sessions().find(session)).get().satisfies(it -> {
            assertThat(it.history()).extracting(PastCell::job).containsExactly(first);
            assertThat(it).extracting(Session::executionCount, Session::current).containsExactly(1, null);
        });
        JobId again = submit(LaneId.of(session), ML);
        assertThat(((Claim.Claimed) store().claim(again, worker, 3)).job().executionCount()).isEqualTo(2);
    }

    @Test
    void oneLookEndsABoundedNumber() {
        List<JobId> many = submit(130, ML);

        ended.addAll(endAll());
        assertThat(ended).hasSize(100);
        ended.addAll(endAll());
        assertThat(ended).containsExactlyInAnyOrderElementsOf(many);
    }
}
