package io.cellhive.worker.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.backend.OutboxPublisher;
import io.cellhive.backend.embedded.EmbeddedBackend;
import io.cellhive.model.event.Event;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.LaneId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobMessage;
import io.cellhive.model.job.JobSpec;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.json.CellhiveJson;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.model.output.Output;
import io.cellhive.model.session.RestoreCause;
import io.cellhive.model.session.Session;
import io.cellhive.model.worker.WorkerStatus;
import io.cellhive.port.EventLog;
import io.cellhive.port.FileStore;
import io.cellhive.port.JobQueue;
import io.cellhive.port.JobStore;
import io.cellhive.port.SessionQueries;
import io.cellhive.port.SessionStore;
import io.cellhive.port.Subscription;
import io.cellhive.port.WorkerRegistry;
import io.cellhive.port.WorkerSignals;
import io.cellhive.worker.WorkerApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.DeserializationFeature;

/** Two workers over one store: what one of them leaves, the other goes on with. */
class TwoWorkersIT {
    private static final ResourceLimits LIMITS = new ResourceLimits(256 << 20, 1.0, 30_000, 50, 100_000, 16 << 20);
    private static final Duration SOON = Duration.ofSeconds(120);
    private final List<ConfigurableApplicationContext> workers = new ArrayList<>();
    @TempDir
    Path folder;
    private EmbeddedBackend backend;
    private CutOff registry;
    private OutboxPublisher outbox;

    @BeforeEach
    void open() {
        backend = new EmbeddedBackend(folder, Clock.systemUTC(), 2);
        registry = new CutOff(backend.workers());
        outbox = new OutboxPublisher(backend.jobs(), backend.queue());
        outbox.start();
    }

    @AfterEach
    void close() {
        workers.forEach(ConfigurableApplicationContext::close);
        outbox.stop();
        backend.close();
    }

    /** why an installation of its own: on the daemon they share they are as on two hosts. */
    private ConfigurableApplicationContext worker() {
        return worker(2);
    }

    private ConfigurableApplicationContext worker(int slots) {
        ConfigurableApplicationContext worker = new SpringApplicationBuilder(WorkerApplication.class)
                .web(WebApplicationType.NONE)
                .initializers((GenericApplicationContext context) -> ports(context))
                .run("--cellhive.backend=given", "--cellhive.installation=" + UUID.randomUUID(),
                        "--cellhive.pool.most=0", "--cellhive.worker.slots=" + slots,
                        "--spring.main.banner-mode=off", "--cellhive.worker.drain=1s");
        workers.add(worker);
        return worker;
    }

    private void ports(GenericApplicationContext context) {
        give(context, JobStore.class, backend.jobs());
        give(context, SessionStore.class, backend.sessions());
        give(context, SessionQueries.class, backend.queries());
        give(context, EventLog.class, backend.events());
        give(context, JobQueue.class, new OwnEnd(backend.queue()));
        give(context, FileStore.class, backend.files());
        give(context, WorkerSignals.class, backend.workerSignals());
        give(context, WorkerRegistry.class, registry);
    }

    /** why without a destroy method: the other worker still needs it. */
    private static <T> void give(GenericApplicationContext context, Class<T> port, T it) {
        context.registerBean(port, () -> it, definition -> definition.setDestroyMethodName(""));
    }

    /** A registry that one worker cannot reach any more, although it lives and works. */
    private static final class CutOff implements WorkerRegistry {
        private final WorkerRegistry registry;
        private volatile @Nullable WorkerId unreachable;

        CutOff(WorkerRegistry registry) {
            this.registry = registry;
        }

        @Override
        public void heartbeat(WorkerStatus status, Duration timeToLive) {
            if (!status.id().equals(unreachable)) {
                registry.heartbeat(status, timeToLive);
            }
        }

        @Override
        public void leave(WorkerId id) {
            registry.leave(id);
        }

        @Override
        public List<WorkerStatus> live() {
            return registry.live();
        }
    }

    /** A worker's end of the queue, which can be cut. */
    private static final class OwnEnd implements JobQueue {
        private final JobQueue queue;
        private final List<Subscription> consumers = new ArrayList<>();
        private boolean cut;

        OwnEnd(JobQueue queue) {
            this.queue = queue;
        }

        synchronized void cut() {
            cut = true;
            consumers.forEach(Subscription::close);
        }

        private synchronized Subscription unlessCut(Supplier<Subscription> consumer) {
            if (cut) {
                return () -> {};
            }
            consumers.add(consumer.get());
            return consumers.getLast();
        }

        @Override
        public void publish(JobMessage message) {
            queue.publish(message);
        }

        @Override
        public List<JobMessage> publish(List<JobMessage> messages) {
            return queue.publish(messages);
        }

        @Override
        public Subscription consume(Collection<RuntimeName> runtimes, int prefetch, Consumer<Delivery> handler) {
            return unlessCut(() -> queue.consume(runtimes, prefetch, handler));
        }

        @Override
        public Subscription consumeOwn(WorkerId me, Collection<RuntimeName> runtimes, int prefetch,
                Consumer<Delivery> handler) {
            return unlessCut(() -> queue.consumeOwn(me, runtimes, prefetch, handler));
        }

        @Override
        public Subscription onDeadLetter(Consumer<DeadLetter> handler) {
            return queue.onDeadLetter(handler);
        }
    }

    private Session session() {
        return session("python");
    }

    private Session session(String runtime) {
        Session session = Session.created(SessionId.create(), OwnerId.create(), new RuntimeName(runtime), LIMITS,
                List.of(), Instant.now());
        backend.sessions().create(session, 10);
        return session;
    }

    private JobId start(Session session, String code) {
        JobSpec spec = new JobSpec(session.runtime(), null, code, 1, List.of(), LIMITS);
        Job job = Job.submitted(JobId.create(), session.owner(), LaneId.of(session.id()), spec, Instant.now());
        var created = (JobStore.Submission.Created) backend.jobs().submit(job, null);
        outbox.publish(created.released());
        return job.id();
    }

    private Job ended(JobId id) {
        await().atMost(SOON).until(() -> job(id).status().terminal());
        return job(id);
    }

    private Job job(JobId id) {
        return backend.jobs().find(id).orElseThrow();
    }

    private String said(Session session, String code) {
        Job job = ended(start(session, code));
        assertThat(job.status()).as(job.verdict() + text(job.id())).isEqualTo(JobStatus.SUCCEEDED);
        return text(job.id()).strip();
    }

    private String text(JobId id) {
        return backend.events().read(id, 0, 10_000).stream().filter(Event.Shown.class::isInstance)
                .map(event -> ((Event.Shown) event).output()).filter(Output.Stream.class::isInstance)
                .map(output -> ((Output.Stream) output).text()).collect(Collectors.joining());
    }

    private RestoreCause cause(JobId id) {
        return backend.events().read(id, 0, 10_000).stream().filter(Event.SessionRestored.class::isInstance)
                .map(event -> ((Event.SessionRestored) event).cause()).findFirst().orElseThrow();
    }

    /** Ordinary code spread over cells, as the runner's own tests have it. */
    record Construct(String name, List<String> cells, String check, String prints, @Nullable Integer interrupt) {}

    @Test
    void ordinaryCodeKeepsItsMeaningOnAnotherWorker() throws IOException {
        List<Construct> constructs = List.of(CellhiveJson.mapper().rebuild()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build()
                .readValue(Files.readString(Path.of("../runtimes/runner/tests/constructs.json")), Construct[].class));
        Map<Construct, Session> sessions = new LinkedHashMap<>();
        Map<Construct, JobId> checks = new LinkedHashMap<>();
        ConfigurableApplicationContext first = worker();
        // why without it: what was interrupted cannot be repeated.
        constructs.stream().filter(it -> it.interrupt() == null).forEach(it -> sessions.put(it, session("base")));
        sessions.forEach((it, session) -> {
            List<JobId> cells = it.cells().stream().map(code -> start(session, code)).toList();
            checks.put(it, cells.getLast());
        });
        checks.values().forEach(this::ended);
        first.close();
        worker();

        sessions.forEach((it, session) -> checks.put(it, start(session, it.check())));

        assertThat(sessions).hasSizeGreaterThanOrEqualTo(40);
        assertThat(checks).allSatisfy((it, job) -> {
            assertThat(ended(job).executionCount()).isEqualTo(it.cells().size() + 1);
            assertThat(text(job)).as(it.name()).isEqualTo(it.prints());
        });
    }

    @Test
    void aLeavingWorkersSessionsGoOnElsewhere() {
        ConfigurableApplicationContext first = worker();
        Session session = session();
        said(session, "n = 1");
        worker();
        JobId slow = start(session, "n += 1\nprint('on', flush=True)\nimport time\ntime.sleep(9)");
        await().atMost(SOON).until(() -> text(slow).contains("on"));

        first.close();

        assertThat(ended(slow).attempt()).isEqualTo(2);
        assertThat(said(session, "print(n)")).isEqualTo("2");
    }

    @Test
    void loopsThatNeverEndKeepNobodyElsesSessionWaiting() {
        ConfigurableApplicationContext first = worker(1);
        Session looping = session();
        Session waiting = session();
        said(looping, "n = 1");
        said(waiting, "n = 2");
        ConfigurableApplicationContext second = worker(1);
        JobId loop = start(looping, "while True: n += 1");
        await().atMost(SOON).until(() -> job(loop).status() == JobStatus.RUNNING);
        JobId sent = start(waiting, "print(n)");

        ended(sent);

        assertThat(job(loop).status()).isEqualTo(JobStatus.RUNNING);
        assertThat(text(sent).strip()).isEqualTo("2");
        assertThat(cause(sent)).isEqualTo(RestoreCause.MOVED);
        assertThat(backend.sessions().find(waiting.id()).orElseThrow().holder())
                .isEqualTo(second.getBean(WorkerId.class));
        await().atMost(SOON).until(() -> first.getBean(LiveSessions.class).size() == 1);
        assertThat(job(loop).attempt()).isEqualTo(1);
        assertThat(said(waiting, "print(n + 1)")).isEqualTo("3");
        backend.jobs().cancel(loop, new Verdict(JobStatus.CANCELLED, null, "Stopped."));
    }

    @Test
    void aWorkerTakenForDeadShowsNothingMoreAndLosesItsContainers() {
        ConfigurableApplicationContext first = worker();
        Session session = session();
        said(session, "n = 1");
        // why this early: a worker's start may take longer than the cell sleeps.
        ConfigurableApplicationContext second = worker();
        JobId slow = start(session, "n += 1\nprint('on', flush=True)\nimport time\ntime.sleep(20)\nprint('late', n)");
        await().atMost(SOON).until(() -> text(slow).contains("on"));

        registry.unreachable = first.getBean(WorkerId.class);
        ((OwnEnd) first.getBean(JobQueue.class)).cut();
        await().atMost(SOON).until(() -> registry.live().size() == 1);
        backend.queue().publish(new JobMessage(slow, session.runtime()));
        await().atMost(SOON).until(() -> job(slow).attempt() == 2);
        Job job = ended(slow);

        assertThat(job.worker()).isNull();
        assertThat(backend.sessions().find(session.id()).orElseThrow().holder())
                .isEqualTo(second.getBean(WorkerId.class));
        assertThat(cause(slow)).isEqualTo(RestoreCause.WORKER_LOST);
        assertThat(text(slow)).containsOnlyOnce("late 2");
        assertThat(said(session, "print(n)")).isEqualTo("2");
        await().atMost(SOON).until(() -> first.getBean(LiveSessions.class).size() == 0);
    }
}
