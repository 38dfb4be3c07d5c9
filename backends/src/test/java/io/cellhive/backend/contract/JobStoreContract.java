package io.cellhive.backend.contract;

import static io.cellhive.backend.contract.Samples.aJob;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.model.event.Event;
import io.cellhive.model.file.Artifact;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.LaneId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.Sha256;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.FailureReason;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobMessage;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.limits.ContainerSource;
import io.cellhive.model.limits.ResourceUsage;
import io.cellhive.model.output.Output;
import io.cellhive.port.EventLog;
import io.cellhive.port.JobStore;
import io.cellhive.port.JobStore.Claim;
import io.cellhive.port.JobStore.IdempotencyKey;
import io.cellhive.port.JobStore.Place;
import io.cellhive.port.JobStore.Submission;
import io.cellhive.port.WorkerRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every job store with its event log and registry must do. The base window is 2. */
public abstract class JobStoreContract {
    private static final JobResult DONE = new JobResult(new Verdict(JobStatus.SUCCEEDED, null, "Done."), null,
            List.of());
    private static final Verdict CANCELLED = new Verdict(JobStatus.CANCELLED, null, "You stopped it.");
    private final OwnerId owner = OwnerId.create();
    private final WorkerId worker = WorkerId.create();

    protected abstract JobStore store();

    protected abstract EventLog log();

    protected abstract WorkerRegistry registry();

    private Submission.Created submit(Job job) {
        return (Submission.Created) store().submit(job, null);
    }

    private Job submitted() {
        return submit(aJob(owner, LaneId.of(owner))).job();
    }

    private void alive(WorkerId id, int slots) {
        registry().heartbeat(Samples.aWorker(id, slots), Duration.ofMinutes(1));
    }

    private Job claimed(JobId id, WorkerId by) {
        return ((Claim.Claimed) store().claim(id, by, 3)).job();
    }

    private int position(JobId id) {
        return store().place(id).map(Place::position).orElse(0);
    }

    @Test
    void walksFromSubmitToTheEndWithOneGapFreeLog() {
        Job job = submitted();
        alive(worker, 1);
        assertThat(claimed(job.id(), worker).attempt()).isEqualTo(1);
        assertThat(log().append(job.id(), 1, 0, List.of(Event.Shown.now(1, new Output.Stream("stdout", "1\n")))))
                .isTrue();
        assertThat(store().finish(job.id(), 1, JobStore.LastWords.NONE, DONE).done()).isTrue();

        List<Event> events = log().read(job.id(), 0, 100);
        assertThat(events).extracting(Event::seq).containsExactly(1L, 2L, 3L, 4L);
        assertThat(events.getLast()).isInstanceOfSatisfying(Event.StatusChanged.class,
                last -> assertThat(last.status()).isEqualTo(JobStatus.SUCCEEDED));
        assertThat(store().find(job.id())).get().extracting(Job::lastSeq).isEqualTo(4L);
        assertThat(log().read(job.id(), 3, 100)).hasSize(1);
    }

    @Test
    void refusesWritesOfAnOlderAttemptAndOfAnEndedJob() {
        Job job = submitted();
        claimed(job.id(), WorkerId.create());
        assertThat(claimed(job.id(), worker).attempt()).isEqualTo(2);

        assertThat(log().append(job.id(), 1, 0, List.of(Event.Shown.now(1, new Output.Stream("stdout", "late")))))
                .isFalse();
        assertThat(store().finish(job.id(), 1, JobStore.LastWords.NONE, DONE).done()).isFalse();
        assertThat(store().finish(job.id(), 2, JobStore.LastWords.NONE, DONE).done()).isTrue();
        assertThat(store().finish(job.id(), 1, JobStore.LastWords.NONE, DONE).done()).isFalse();
        assertThat(store().cancel(job.id(), CANCELLED).done()).isFalse();
        assertThat(store().claim(job.id(), worker, 3)).isInstanceOf(Claim.Over.class);
    }

    @Test
    void aJobThatIsOverIsReadWithItsWholeLog() {
        Job job = submit(aJob(owner, LaneId.of(owner))).job();
        assertThat(store().ended(job.id())).isEmpty();
        claimed(job.id(), worker);
        assertThat(store().ended(job.id())).isEmpty();
        store().finish(job.id(), 1, JobStore.LastWords.NONE, DONE);

        JobStore.Ended ended = store().ended(job.id()).orElseThrow();

        assertThat(store().find(job.id())).contains(ended.job());
        assertThat(ended.log()).isEqualTo(log().read(job.id(), 0, 100)).extracting(Event::seq).startsWith(1L, 2L, 3L);
        assertThat(store().ended(JobId.create())).isEmpty();
    }

    @Test
    void aCallWhoseAnswerWasLostMayBeMadeAgain() {
        Job fresh = aJob(owner, LaneId.of(owner));
        Job job = submit(fresh).job();
        assertThat(submit(fresh).job()).isEqualTo(job);
        claimed(job.id(), worker);
        assertThat(submit(fresh).released()).isEmpty();

        assertThat(store().finish(job.id(), 1, JobStore.LastWords.NONE, DONE).done()).isTrue();
        Job ended = store().find(job.id()).orElseThrow();
        assertThat(store().finish(job.id(), 1, JobStore.LastWords.NONE, DONE).done()).isTrue();
        assertThat(store().finish(job.id(), 1, JobStore.LastWords.NONE,
                new JobResult(CANCELLED, null, List.of())).done()).isFalse();
        submit(fresh);
        assertThat(store().find(job.id())).contains(ended);

        // Its lane has its whole window again.
        List<JobId> next = IntStream.range(0, 3).mapToObj(_ -> submit(aJob(owner, LaneId.of(owner))).released())
                .flatMap(List::stream).map(JobMessage::jobId).toList();
        assertThat(next).hasSize(2);
    }

    @Test
    void leavesAJobWithItsLivingWorker() {
        Job job = submitted();
        alive(worker, 1);
        claimed(job.id(), worker);

        assertThat(store().claim(job.id(), WorkerId.create(), 3)).isEqualTo(new Claim.Held(worker));
    }

    @Test
    void endsAJobWhoseLastAttemptWasLost() {
        Job job = submitted();
        IntStream.rangeClosed(1, 3).forEach(_ -> claimed(job.id(), WorkerId.create()));

        assertThat(store().claim(job.id(), worker, 3)).isInstanceOf(Claim.Exhausted.class);
        assertThat(store().find(job.id())).get().extracting(Job::verdict)
                .satisfies(verdict -> assertThat(((Verdict) verdict).reason()).isEqualTo(FailureReason.PLATFORM_ERROR));
    }

    @Test
    void givesBackAJobForANewAttempt() {
        Job job = submitted();
        alive(worker, 1);
        claimed(job.id(), worker);

        assertThat(store().giveBack(job.id(), 1).done()).isTrue();
        assertThat(store().find(job.id())).get().extracting(Job::status).isEqualTo(JobStatus.QUEUED);
        assertThat(claimed(job.id(), worker).attempt()).isEqualTo(2);
    }

    @Test
    void cancelsAQueuedJobAtOnceAndNotesTheWishForARunningOne() {
        Job queued = submitted();
        Job running = submitted();
        claimed(running.id(), worker);

        assertThat(store().cancel(queued.id(), CANCELLED).job()).extracting(Job::status).isEqualTo(JobStatus.CANCELLED);
        Job wished = store().cancel(running.id(), CANCELLED).job();
        assertThat(wished).isNotNull();
        assertThat(wished.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(wished.cancelRequestedAt()).isNotNull();
    }

    @Test
    void answersARepeatWithTheFirstJob() {
        IdempotencyKey key = new IdempotencyKey("k", "f");
        Job first = aJob(owner, LaneId.of(owner));
        store().submit(first, key);

        assertThat(store().submit(aJob(owner, LaneId.of(owner)), key))
                .isInstanceOfSatisfying(Submission.Repeated.class, r -> assertThat(r.job().id()).isEqualTo(first.id()));
        assertThat(store().submit(aJob(owner, LaneId.of(owner)), new IdempotencyKey("k", "other")))
                .isInstanceOf(Submission.KeyReused.class);
        OwnerId other = OwnerId.create();
        assertThat(store().submit(aJob(other, LaneId.of(other)), key)).isInstanceOf(Submission.Created.class);
        assertThat(store().list(owner, 10, null)).extracting(Job::id).containsExactly(first.id());
    }

    @Test
    void oneOwnersBacklogDoesNotStandBeforeAnothersJob() {
        List<JobMessage> released = new ArrayList<>();
        List<Job> many = IntStream.range(0, 50).mapToObj(_ -> aJob(owner, LaneId.of(owner))).toList();
        many.forEach(job -> released.addAll(submit(job).released()));
        assertThat(released).extracting(JobMessage::jobId).containsExactly(many.get(0).id(), many.get(1).id());

        OwnerId other = OwnerId.create();
        Job single = aJob(other, LaneId.of(other));
        assertThat(submit(single).released()).extracting(JobMessage::jobId).containsExactly(single.id());
    }

    @Test
    void freeSlotsGoToWhoeverWaits() {
        List<Job> many = IntStream.range(0, 9).mapToObj(_ -> aJob(owner, LaneId.of(owner))).toList();
        many.forEach(this::submit);
        alive(worker, 5);

        assertThat(store().release()).extracting(JobMessage::jobId)
                .containsExactly(many.get(2).id(), many.get(3).id(), many.get(4).id());
    }

    @Test
    void keepsAReleasedMessageInTheOutboxUntilItIsStruckOut() {
        Job job = submitted();
        assertThat(store().outbox(Duration.ZERO, 10)).extracting(JobMessage::jobId).containsExactly(job.id());
        store().strike(List.of(job.id(), JobId.create()));
        assertThat(store().outbox(Duration.ZERO, 10)).isEmpty();
    }

    @Test
    void aCancelledJobThatWaitedFreesItsPlace() {
        List<Job> many = IntStream.range(0, 4).mapToObj(_ -> aJob(owner, LaneId.of(owner))).toList();
        many.forEach(this::submit);
        assertThat(many.stream().map(job -> position(job.id()))).containsExactly(1, 1, 1, 2);

        assertThat(store().cancel(many.get(2).id(), CANCELLED).released()).isEmpty();
        assertThat(position(many.get(3).id())).isEqualTo(1);
        assertThat(store().cancel(many.get(0).id(), CANCELLED).released()).extracting(JobMessage::jobId)
                .containsExactly(many.get(3).id());
    }

    @Test
    void countsByTurnsWhatStandsBeforeAJob() {
        OwnerId other = OwnerId.create();
        List<Job> mine = IntStream.range(0, 5).mapToObj(_ -> aJob(owner, LaneId.of(owner))).toList();
        List<Job> theirs = IntStream.range(0, 3).mapToObj(_ -> aJob(other, LaneId.of(other))).toList();
        mine.forEach(this::submit);
        theirs.forEach(this::submit);

        assertThat(position(mine.get(4).id())).isEqualTo(4);
        assertThat(position(theirs.get(2).id())).isEqualTo(2);
    }

    @Test
    void expectsAWaitFromWhatStandsBeforeTheSlotsAndTheLastRuns() {
        Job early = submitted();
        assertThat(store().place(early.id())).contains(new Place(1, null));
        alive(worker, 2);
        claimed(early.id(), worker);
        store().finish(early.id(), 1, JobStore.LastWords.NONE, new JobResult(DONE.verdict(),
                new ResourceUsage(4000, 1, 1, 1, 1, null), List.of()));

        List<Job> many = IntStream.range(0, 6).mapToObj(_ -> aJob(owner)).toList();
        many.forEach(this::submit);
        assertThat(store().place(many.get(0).id())).contains(new Place(1, Duration.ZERO));
        assertThat(store().place(many.get(2).id())).contains(new Place(1, Duration.ofSeconds(2)));
        assertThat(store().place(many.get(5).id())).contains(new Place(4, Duration.ofSeconds(8)));
        assertThat(store().place(early.id())).isEmpty();
    }

    @Test
    void listsAnOwnersJobsNewestFirstInPages() {
        List<Job> many = IntStream.range(0, 5).mapToObj(_ -> aJob(owner, LaneId.of(owner)))
                .sorted(Comparator.comparing(Job::id)).toList();
        many.forEach(this::submit);

        List<Job> page = store().list(owner, 2, null);
        assertThat(page).extracting(Job::id).containsExactly(many.get(4).id(), many.get(3).id());
        assertThat(store().list(owner, 10, page.getLast().id())).extracting(Job::id)
                .containsExactly(many.get(2).id(), many.get(1).id(), many.get(0).id());
        assertThat(store().list(OwnerId.create(), 10, null)).isEmpty();
    }

    @Test
    void keepsWhatAResultSays() {
        Job job = submitted();
        claimed(job.id(), worker);
        Artifact artifact = new Artifact("out/a.csv", 3, "text/csv", Sha256.of(new byte[]{1}));
        JobResult result = new JobResult(Verdict.failed(FailureReason.USER_ERROR, "Line \"1\" failed: ğ\n"),
                new ResourceUsage(1, 2, 3, 4, 5, ContainerSource.WARM), List.of(artifact));

        store().finish(job.id(), 1, JobStore.LastWords.NONE, result);

        Job ended = store().find(job.id()).orElseThrow();
        assertThat(ended).extracting(Job::verdict, Job::usage, Job::artifacts, Job::worker)
                .containsExactly(result.verdict(), result.usage(), List.of(artifact), null);
        assertThat(log().read(job.id(), 2, 10)).satisfiesExactly(
                made -> assertThat(made).isInstanceOfSatisfying(Event.ArtifactMade.class,
                        event -> assertThat(event.artifact()).isEqualTo(artifact)),
                end -> assertThat(end).isInstanceOfSatisfying(Event.StatusChanged.class,
                        event -> assertThat(event.message()).isEqualTo("Line \"1\" failed: ğ\n")));
    }

    @Test
    void oneOfManyClaimsWins() {
        Job job = submitted();
        Queue<Claim> claims = new ConcurrentLinkedQueue<>();
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 16).forEach(_ -> workers.execute(() -> {
                WorkerId one = WorkerId.create();
                alive(one, 1);
                claims.add(store().claim(job.id(), one, 3));
            }));
        }
        assertThat(claims).hasSize(16).filteredOn(Claim.Claimed.class::isInstance).hasSize(1);
    }
}
