package io.cellhive.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.backend.OutboxPublisher;
import io.cellhive.backend.embedded.EmbeddedBackend;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.LaneId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.FailureReason;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobSpec;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.limits.ContainerSource;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.model.runtime.RuntimeInfo;
import io.cellhive.model.worker.WorkerStatus;
import io.cellhive.port.JobStore;
import io.cellhive.worker.WorkerSettings;
import io.cellhive.worker.runner.ResultLimits;
import io.cellhive.worker.sandbox.Frame;
import io.cellhive.worker.sandbox.ImageMissing;
import io.cellhive.worker.sandbox.Images;
import io.cellhive.worker.sandbox.RunnerProtocolViolation;
import io.cellhive.worker.sandbox.Sandbox;
import io.cellhive.worker.sandbox.SandboxEnded;
import io.cellhive.worker.sandbox.SandboxUnavailable;
import io.cellhive.worker.session.LiveSessions;
import io.cellhive.worker.session.SessionPorts;
import io.cellhive.worker.session.SessionRules;
import io.cellhive.worker.session.SessionSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;

/** What becomes of a message when the host of the sandboxes fails in each way it can. */
class JobConsumerTest {
    private static final RuntimeName PYTHON = new RuntimeName("python");
    private static final ResourceLimits LIMITS = new ResourceLimits(1 << 28, 1.0, 1_000, 10, 1_000, 1 << 20);
    private static final WorkerSettings SETTINGS = new WorkerSettings(2, 2, Duration.ZERO, Duration.ZERO,
            "unix:///none",
            "", 1024,
            "test");
    private static final ResultLimits RESULTS = new ResultLimits(1, 1, DataSize.ofBytes(1), 1, 1, 1,
            DataSize.ofBytes(1));
    private static final SessionSettings SESSIONS = new SessionSettings(Duration.ofMinutes(1), 2,
            DataSize.ofMegabytes(1),
            Duration.ofSeconds(1), Duration.ofSeconds(1), 2);
    private static final WorkerId WORKER = WorkerId.create();
    @TempDir
    Path folder;
    private EmbeddedBackend backend;
    private @Nullable JobConsumer consumer;

    private static final class OnlyPython implements Images {
        @Override
        public String resolve(RuntimeName runtime, @Nullable String override) {
            return "python";
        }

        @Override
        public List<String> preload(RuntimeName runtime) {
            return List.of();
        }

        @Override
        public List<RuntimeInfo> runtimes() {
            return List.of(new RuntimeInfo(PYTHON, "Python", "3.11", List.of(), true, null));
        }
    }

    /** A sandbox that its host ends before its runner says anything. */
    private static final class Dying implements Sandbox {
        @Override
        public void send(Frame frame) {}

        @Override
        public @Nullable Frame receive(Duration timeout) {
            throw new SandboxEnded(false, null, false, "");
        }

        @Override
        public boolean alive() {
            return false;
        }

        @Override
        public void warmedUp() {}

        @Override
        public void cap(ResourceLimits limits) {}

        @Override
        public void serves(String whom) {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void open() {
        backend = new EmbeddedBackend(folder, Clock.systemUTC(), 2);
        backend.workers().heartbeat(
                new WorkerStatus(WORKER, "here", 2, 0, false, WorkerStatus.Health.READY, null, List.of()),
                Duration.ofMinutes(5));
    }

    @AfterEach
    void close() {
        if (consumer != null) {
            consumer.shut();
            consumer.abort();
            await().atMost(Duration.ofSeconds(10)).until(() -> consumer.running().isEmpty());
        }
        backend.close();
    }

    private JobConsumer consumer(io.cellhive.worker.sandbox.Sandboxes sandboxes) {
        Images images = new OnlyPython();
        LiveSessions sessions = new LiveSessions(sandboxes, images, new SessionPorts(backend.jobs(), backend.sessions(),
                backend.files(), backend.workerSignals(), backend.queries(), backend.workers()),
                new SessionRules(SESSIONS, RESULTS, SETTINGS),
                WORKER);
        consumer = new JobConsumer(backend.queue(), backend.jobs(),
                new OutboxPublisher(backend.jobs(), backend.queue()), sandboxes, images, sessions,
                new RunTools(backend.jobs(), backend.events(), backend.files(), RESULTS, SETTINGS, SESSIONS), WORKER,
                SETTINGS, backend.workerSignals());
        consumer.open();
        return consumer;
    }

    private JobId submit() {
        OwnerId owner = OwnerId.create();
        JobSpec spec = new JobSpec(PYTHON, null, "print(1)", 1, List.of(), LIMITS);
        Job job = Job.submitted(JobId.create(), owner, LaneId.of(owner), spec, Instant.now());
        ((JobStore.Submission.Created) backend.jobs().submit(job, null)).released().forEach(backend.queue()::publish);
        return job.id();
    }

    private Job ended(JobId id) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> backend.jobs().find(id).orElseThrow().status().terminal());
        return backend.jobs().find(id).orElseThrow();
    }

    static Stream<Arguments> faults() {
        return Stream.of(Arguments.of(new SandboxUnavailable("Docker does not answer", true, null), 3, 3),
                Arguments.of(new SandboxEnded(false, null, false, ""), 3, 3),
                Arguments.of(new ImageMissing("no image"), 1, 1),
                Arguments.of(new RunnerProtocolViolation("nonsense"), 1, 0),
                Arguments.of(new IllegalStateException("a defect of the worker"), 3, 0));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void endsAsPlatformErrorAfterAllTheAttemptsThatMakeSense(RuntimeException fault, int attempts, int faults) {
        AtomicInteger tried = new AtomicInteger();
        JobConsumer failing = consumer(_ -> {
            tried.incrementAndGet();
            throw fault;
        });

        Job job = ended(submit());

        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.verdict().reason()).isEqualTo(FailureReason.PLATFORM_ERROR);
        assertThat(job.verdict().message()).contains("your program is not the cause");
        assertThat(job.usage()).isNull();
        assertThat(job.attempt()).isEqualTo(attempts);
        assertThat(tried).hasValue(attempts);
        await().atMost(Duration.ofSeconds(10)).until(() -> failing.faultsInARow() == faults);
    }

    @Test
    void aRunThatTheHostEndedTellsWhatIsKnownOfIt() {
        consumer(_ -> new Dying());

        Job job = ended(submit());

        assertThat(job.verdict().reason()).isEqualTo(FailureReason.PLATFORM_ERROR);
        assertThat(job.usage()).isNotNull();
        assertThat(job.usage().container()).isEqualTo(ContainerSource.COLD);
    }

    @Test
    void aBrokenLaneDoesNotKeepTheNextJobWaiting() {
        consumer(_ -> {
            throw new ImageMissing("no image");
        });

        List<JobId> ids = Stream.generate(this::submit).limit(10).toList();

        assertThat(ids).allSatisfy(id -> assertThat(ended(id).status()).isEqualTo(JobStatus.FAILED));
    }

    @Test
    void aLeavingWorkerReturnsItsJobForAnotherAttempt() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        JobConsumer leaving = consumer(_ -> {
            waiting.countDown();
            try {
                new CountDownLatch(1).await();
                throw new IllegalStateException("nobody opens it");
            } catch (InterruptedException left) {
                Thread.currentThread().interrupt();
                throw new SandboxUnavailable("interrupted while starting", false, left);
            }
        });
        JobId id = submit();
        waiting.await();

        leaving.shut();
        leaving.abort();

        await().atMost(Duration.ofSeconds(10))
                .until(() -> backend.jobs().find(id).orElseThrow().status() == JobStatus.QUEUED);
        assertThat(backend.jobs().cancel(id, new Verdict(JobStatus.CANCELLED, null, ".")).done()).isTrue();
    }
}
