package io.cellhive.backend.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cellhive.backend.contract.EventLogContract;
import io.cellhive.backend.contract.FileStoreContract;
import io.cellhive.backend.contract.InputContract;
import io.cellhive.backend.contract.JobQueueContract;
import io.cellhive.backend.contract.JobStoreContract;
import io.cellhive.backend.contract.Samples;
import io.cellhive.backend.contract.SessionQueriesContract;
import io.cellhive.backend.contract.SessionRacesContract;
import io.cellhive.backend.contract.SessionStoreContract;
import io.cellhive.backend.contract.UnservedContract;
import io.cellhive.backend.contract.WorkerRegistryContract;
import io.cellhive.backend.contract.WorkerSignalsContract;
import io.cellhive.model.event.Event;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.LaneId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.id.Sha256;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobMessage;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.output.Output;
import io.cellhive.model.session.PastCell;
import io.cellhive.model.session.Session;
import io.cellhive.port.BackendUnavailable;
import io.cellhive.port.EventLog;
import io.cellhive.port.FileStore;
import io.cellhive.port.JobQueue;
import io.cellhive.port.JobStore;
import io.cellhive.port.SessionQueries;
import io.cellhive.port.SessionStore;
import io.cellhive.port.WorkerRegistry;
import io.cellhive.port.WorkerSignals;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contracts, over a data directory, and what must outlive the process. */
class EmbeddedBackendTest {
    @TempDir
    Path folder;
    private EmbeddedBackend backend;

    @BeforeEach
    void open() {
        backend = new EmbeddedBackend(folder, Clock.systemUTC(), 2);
    }

    @AfterEach
    void close() {
        backend.close();
    }

    @Nested
    class Jobs extends JobStoreContract {
        @Override
        protected JobStore store() {
            return backend.jobs();
        }

        @Override
        protected EventLog log() {
            return backend.events();
        }

        @Override
        protected WorkerRegistry registry() {
            return backend.workers();
        }
    }

    @Nested
    class Sessions extends SessionStoreContract {
        @Override
        protected SessionStore sessions() {
            return backend.sessions();
        }

        @Override
        protected JobStore jobs() {
            return backend.jobs();
        }

        @Override
        protected WorkerRegistry registry() {
            return backend.workers();
        }
    }

    @Nested
    class Races extends SessionRacesContract {
        @Override
        protected SessionStore sessions() {
            return backend.sessions();
        }

        @Override
        protected JobStore jobs() {
            return backend.jobs();
        }

        @Override
        protected EventLog log() {
            return backend.events();
        }

        @Override
        protected WorkerRegistry registry() {
            return backend.workers();
        }
    }

    @Nested
    class Waiting extends UnservedContract {
        @Override
        protected JobStore store() {
            return backend.jobs();
        }

        @Override
        protected SessionStore sessions() {
            return backend.sessions();
        }

        @Override
        protected EventLog log() {
            return backend.events();
        }

        @Override
        protected WorkerRegistry registry() {
            return backend.workers();
        }
    }

    @Nested
    class Inputs extends InputContract {
        @Override
        protected JobStore store() {
            return backend.jobs();
        }

        @Override
        protected EventLog log() {
            return backend.events();
        }
    }

    @Nested
    class Queries extends SessionQueriesContract {
        @Override
        protected SessionQueries queries() {
            return backend.queries();
        }
    }

    @Nested
    class Events extends EventLogContract {
        @Override
        protected JobStore store() {
            return backend.jobs();
        }

        @Override
        protected EventLog log() {
            return backend.events();
        }
    }

    @Nested
    class Queues extends JobQueueContract {
        @Override
        protected JobQueue queue() {
            return backend.queue();
        }
    }

    @Nested
    class Files extends FileStoreContract {
        @Override
        protected FileStore files() {
            return backend.files();
        }
    }

    @Nested
    class Workers extends WorkerRegistryContract {
        @Override
        protected WorkerRegistry registry() {
            return backend.workers();
        }
    }

    @Nested
    class Signals extends WorkerSignalsContract {
        @Override
        protected WorkerSignals signals() {
            return backend.workerSignals();
        }
    }

    @Test
    void fiftyQueuedJobsAreStillThereInOrderAfterARestart() {
        OwnerId owner = OwnerId.create();
        List<Job> jobs = IntStream.range(0, 50).mapToObj(_ -> Samples.aJob(owner)).toList();
        jobs.forEach(job -> ((JobStore.Submission.Created) backend.jobs().submit(job, null)).released()
                .forEach(backend.queue()::publish));
        List<JobId> ran = new CopyOnWriteArrayList<>();

        backend.close();
        open();
        backend.queue().consume(List.of(Samples.PYTHON), 1, delivery -> {
            ran.add(delivery.message().jobId());
            JobStore.Step end = backend.jobs().abandon(delivery.message().jobId(),
                    new Verdict(JobStatus.CANCELLED, null, "."));
            end.released().forEach(backend.queue()::publish);
            delivery.ack();
        });

        await().atMost(Duration.ofSeconds(20)).until(() -> ran.size() >= 50);
        assertThat(ran).containsExactlyElementsOf(jobs.stream().map(Job::id).toList());
    }

    @Test
    void timeInWhichTheMachineSleptOrTheProcessWasGoneEndsNoJob() throws IOException {
        Path own = java.nio.file.Files.createTempDirectory("own");
        ByHand clock = new ByHand();
        Job job = Samples.aJob(OwnerId.create(), LaneId.of(OwnerId.create()), Samples.PYTHON, clock.instant());
        try (EmbeddedBackend it = new EmbeddedBackend(own, clock, 2)) {
            it.jobs().submit(job, null);
            assertThat(endedWithin(9, it, clock)).isEmpty();
            clock.passes(Duration.ofHours(1));
            assertThat(endedWithin(9, it, clock)).isEmpty();
        }
        clock.passes(Duration.ofHours(1));
        try (EmbeddedBackend it = new EmbeddedBackend(own, clock, 2)) {
            assertThat(endedWithin(9, it, clock)).isEmpty();
            assertThat(endedWithin(2, it, clock)).containsExactly(job.id());
        }
    }

    private static List<JobId> endedWithin(int minutes, EmbeddedBackend it, ByHand clock) {
        List<JobId> ended = new ArrayList<>();
        for (int look = 0; look < 3 * minutes; look++) {
            clock.passes(Duration.ofSeconds(20));
            ended.addAll(it.jobs().endUnserved(Duration.ofMinutes(10)).jobs());
        }
        return ended;
    }

    private static final class ByHand extends Clock {
        private Instant now = Instant.parse("2026-11-02T08:00:00Z");

        void passes(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Its worker had let go of the message: nothing in the queue would bring the job to another. */
    @Test
    void aJobThatWaitedForAPersonIsReleasedAgainAfterARestart() {
        Job job = Samples.aJob(OwnerId.create());
        backend.jobs().submit(job, null);
        backend.jobs().strike(List.of(job.id()));
        backend.jobs().claim(job.id(), WorkerId.create(), 3);
        backend.jobs().ask(job.id(), 1, "Name?", false);

        backend.close();
        open();
        assertThat(backend.jobs().release()).extracting(JobMessage::jobId).containsExactly(job.id());
        assertThat(backend.jobs().release()).isEmpty();
        assertThat(backend.jobs().claim(job.id(), WorkerId.create(), 3)).isInstanceOf(JobStore.Claim.Claimed.class);
    }

    @Test
    void aSessionWithItsHistoryAndItsQueueOutlivesARestart() {
        SessionId id = SessionId.create();
        OwnerId owner = OwnerId.create();
        WorkerId worker = WorkerId.create();
        backend.sessions().create(Samples.aSession(id, owner), 9);
        List<Job> cells = IntStream.range(0, 3).mapToObj(_ -> Samples.aJob(owner, LaneId.of(id))).toList();
        cells.forEach(cell -> backend.jobs().submit(cell, null));
        backend.jobs().claim(cells.get(0).id(), worker, 3);
        backend.events().append(cells.get(0).id(), 1, 0, List.of(Event.Shown.now(1, new Output.Stream("stdout", "1"))));
        backend.jobs().finish(cells.get(0).id(), 1, JobStore.LastWords.NONE,
                new JobResult(new Verdict(JobStatus.SUCCEEDED, null, "."), null, List.of(), true));
        backend.jobs().claim(cells.get(1).id(), worker, 3);
        backend.events().append(cells.get(1).id(), 1, 0, List.of(Event.Shown.now(1, new Output.Stream("stdout", "2"))));
        Session before = backend.sessions().find(id).orElseThrow();
        Job running = backend.jobs().find(cells.get(1).id()).orElseThrow();

        backend.close();
        open();
        assertThat(backend.sessions().find(id)).contains(before);
        assertThat(backend.jobs().find(running.id())).contains(running);
        JobStore.Claim again = backend.jobs().claim(running.id(), WorkerId.create(), 3);
        assertThat(again).isInstanceOfSatisfying(JobStore.Claim.Claimed.class,
                claimed -> assertThat(claimed.session()).extracting(Session::epoch).isEqualTo(2L));

        backend.expire(Duration.ofSeconds(-1));
        assertThat(backend.jobs().find(cells.get(0).id())).isPresent();
        backend.sessions().delete(id);
        backend.expire(Duration.ofSeconds(-1));
        assertThat(backend.jobs().find(cells.get(0).id())).isEmpty();
        assertThat(backend.jobs().find(cells.get(2).id())).isEmpty();
        assertThat(backend.jobs().find(running.id())).isPresent();
    }

    @Test
    void aHistoryThatWasCutAndGrewAgainOutlivesARestart() {
        SessionId id = SessionId.create();
        OwnerId owner = OwnerId.create();
        backend.sessions().create(Samples.aSession(id, owner), 9);
        IntStream.range(0, 12).forEach(_ -> ran(id, owner));
        backend.sessions().change(id, new SessionStore.Change.Rewind(3));
        ran(id, owner);
        Session cut = backend.sessions().find(id).orElseThrow();
        assertThat(cut.history()).extracting(PastCell::executionCount).containsExactly(1, 2, 3);

        backend.close();
        open();
        assertThat(backend.sessions().find(id)).contains(cut);
        backend.sessions().delete(id);
        backend.sessions().create(Samples.aSession(id, owner), 9);
        backend.close();
        open();
        assertThat(backend.sessions().find(id)).map(Session::history).contains(List.of());
    }

    private void ran(SessionId id, OwnerId owner) {
        Job job = Samples.aJob(owner, LaneId.of(id));
        backend.jobs().submit(job, null);
        backend.jobs().claim(job.id(), WorkerId.create(), 3);
        backend.jobs().finish(job.id(), 1, JobStore.LastWords.NONE,
                new JobResult(new Verdict(JobStatus.SUCCEEDED, null, "."), null, List.of(), true));
    }

    @Test
    void aReaderHearsOfAnOutputWhenItIsOnDisk() throws IOException, InterruptedException {
        Job job = Samples.aJob(OwnerId.create());
        backend.jobs().submit(job, null);
        backend.jobs().claim(job.id(), WorkerId.create(), 3);
        Semaphore heard = new Semaphore(0);
        backend.events().subscribe(job.id(), heard::release);

        backend.events().append(job.id(), 1, 0, List.of(Event.Shown.now(1, new Output.Stream("stdout", "1"))));

        assertThat(heard.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        try (EmbeddedBackend killed = new EmbeddedBackend(asAKillLeavesIt(), Clock.systemUTC(), 2)) {
            assertThat(killed.events().read(job.id(), 0, 10)).hasSize(3);
        }
    }

    @Test
    void aFileOutlivesARestart() {
        OwnerId owner = OwnerId.create();
        Sha256 sha256 = backend.files().put(owner, new byte[]{1, 2, 3});
        backend.close();
        open();
        assertThat(backend.files().get(owner, sha256)).contains(new byte[]{1, 2, 3});
    }

    @Test
    void saysSoWhenAnotherProcessHasTheDataDirectory() {
        assertThatThrownBy(() -> new EmbeddedBackend(folder, Clock.systemUTC(), 2))
                .isInstanceOf(BackendUnavailable.class).hasMessageContaining(folder.toString());
    }

    @Test
    void survivesAThreadThatIsInterruptedWhileItWrites() throws InterruptedException {
        Thread leaving = Thread.ofVirtual().start(() -> {
            Thread.currentThread().interrupt();
            for (int i = 0; i < 50; i++) {
                backend.jobs().submit(Samples.aJob(OwnerId.create()), null);
            }
        });
        leaving.join();
        assertThat(backend.jobs().submit(Samples.aJob(OwnerId.create()), null))
                .isInstanceOf(JobStore.Submission.Created.class);
    }

    @Test
    void keepsWhatWasPromisedSoon() {
        Job job = Samples.aJob(OwnerId.create());
        backend.jobs().submit(job, null);
        backend.queue().publish(new JobMessage(job.id(), job.spec().runtime()));
        backend.jobs().strike(List.of(job.id()));
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            try (EmbeddedBackend killed = new EmbeddedBackend(asAKillLeavesIt(), Clock.systemUTC(), 2)) {
                assertThat(killed.jobs().outbox(Duration.ZERO, 10)).isEmpty();
            }
        });
    }

    /** While no step is done. */
    private Path asAKillLeavesIt() throws IOException {
        Path copy = java.nio.file.Files.createTempDirectory("copy");
        Path journal = copy.resolve("backend.journal");
        do {
            copy(copy, "backend.mv.db");
            copy(copy, "backend.journal");
            // why again: the journal may have gone into the maps' file between the two.
        } while (java.nio.file.Files.size(journal) == 0
                && java.nio.file.Files.mismatch(folder.resolve("backend.mv.db"), copy.resolve("backend.mv.db")) >= 0);
        return copy;
    }

    private void copy(Path to, String name) throws IOException {
        java.nio.file.Files.copy(folder.resolve(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void aKilledProcessLosesNothingWhateverFileItIsIn() throws IOException, InterruptedException {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Job job = Samples.aJob(OwnerId.create());
            backend.jobs().submit(job, null);
            jobs.add(job);
            if (i % 3 == 0) {
                backend.jobs().cancel(job.id(), new Verdict(JobStatus.CANCELLED, null, "."));
            }
            if (i % 20 == 0) { // some go into the maps' file meanwhile
                Thread.sleep(250);
            }
        }
        try (EmbeddedBackend killed = new EmbeddedBackend(asAKillLeavesIt(), Clock.systemUTC(), 2)) {
            assertThat(jobs).allSatisfy(job -> assertThat(killed.jobs().find(job.id()))
                    .isEqualTo(backend.jobs().find(job.id())));
        }
    }

    @Test
    void aFullDiskRefusesAndChangesNothingMore() throws IOException {
        Path full = java.nio.file.Files.createTempDirectory("full");
        java.nio.file.Files.createSymbolicLink(full.resolve("backend.journal"), Path.of("/dev/full"));
        Job second = Samples.aJob(OwnerId.create());
        try (EmbeddedBackend it = new EmbeddedBackend(full, Clock.systemUTC(), 2)) {
            for (Job job : List.of(Samples.aJob(OwnerId.create()), second)) {
                assertThatThrownBy(() -> it.jobs().submit(job, null)).isInstanceOf(BackendUnavailable.class)
                        .hasMessageContaining(full.toString());
            }
            assertThat(it.jobs().find(second.id())).isEmpty();
        }
    }
}
