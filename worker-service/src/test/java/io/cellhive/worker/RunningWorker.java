package io.cellhive.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import io.cellhive.backend.OutboxPublisher;
import io.cellhive.model.event.Event;
import io.cellhive.model.file.InputFile;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.LaneId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobSpec;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.model.output.Output;
import io.cellhive.port.EventLog;
import io.cellhive.port.FileStore;
import io.cellhive.port.JobStore;
import io.cellhive.worker.sandbox.SandboxHost;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A worker over an embedded backend and the Docker daemon of this machine; the runtimes' images must be built. */
@SpringBootTest(classes = WorkerApplication.class, webEnvironment = WebEnvironment.NONE, properties = "cellhive.pool.most=0")
public abstract class RunningWorker {
    protected static final ResourceLimits LIMITS = new ResourceLimits(256 << 20, 1.0, 30_000, 30, 100_000, 16 << 20);
    protected static final Duration SOON = Duration.ofSeconds(60);
    protected static final String INSTALLATION = "it-" + UUID.randomUUID();
    @Autowired
    protected JobStore store;
    @Autowired
    protected EventLog log;
    @Autowired
    protected FileStore files;
    @Autowired
    protected DockerClient docker;
    @Autowired
    private OutboxPublisher outbox;
    @Autowired
    private SandboxHost host;

    @DynamicPropertySource
    static void ofItsOwn(DynamicPropertyRegistry registry) {
        registry.add("cellhive.installation", () -> INSTALLATION);
        registry.add("cellhive.data-dir", () -> {
            try {
                return Files.createTempDirectory("cellhive-worker");
            } catch (IOException full) {
                throw new IllegalStateException(full);
            }
        });
    }

    /** Fails at once, and says why, on a machine without Docker. */
    @BeforeEach
    void dockerAnswers() {
        host.ping();
    }

    @AfterEach
    protected void noContainerIsLeft() {
        // why a minute: what a busy daemon did not remove at a worker's end, the reaper of the next one does within 30 s.
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(containers()).isEmpty());
    }

    protected List<String> containers() {
        return docker.listContainersCmd().withShowAll(true)
                .withLabelFilter(Map.of("io.cellhive.installation", INSTALLATION)).exec().stream()
                .map(Container::getId).toList();
    }

    protected JobId submit(String code) {
        return submit(code, LIMITS);
    }

    protected JobId submit(String code, ResourceLimits limits) {
        return submit(OwnerId.create(), new JobSpec(new RuntimeName("python"), null, code, 1, List.of(), limits));
    }

    protected JobId submit(OwnerId owner, JobSpec spec) {
        Job job = Job.submitted(JobId.create(), owner, LaneId.of(owner), spec, Instant.now());
        if (store.submit(job, null) instanceof JobStore.Submission.Created(var created, var released, _)) {
            outbox.publish(released);
            return created.id();
        }
        throw new IllegalStateException("a submit without a key is always new");
    }

    protected static JobSpec spec(String runtime, @Nullable String image, String code, InputFile... inputs) {
        return new JobSpec(new RuntimeName(runtime), image, code, 1, List.of(inputs), LIMITS);
    }

    protected Job find(JobId id) {
        return store.find(id).orElseThrow();
    }

    protected Job ended(JobId id) {
        await().atMost(SOON).until(() -> find(id).status().terminal());
        return find(id);
    }

    protected Job run(String code) {
        return ended(submit(code));
    }

    /** Runs code that must succeed, and answers what it printed. */
    protected String printed(String code) {
        Job job = run(code);
        assertThat(job.status()).as(job.verdict() + text(job.id())).isEqualTo(JobStatus.SUCCEEDED);
        return text(job.id()).strip();
    }

    protected List<Output> outputs(JobId id) {
        return log.read(id, 0, 10_000).stream().filter(Event.Shown.class::isInstance).map(Event.Shown.class::cast)
                .map(Event.Shown::output).toList();
    }

    /** Everything printed so far, by every attempt. */
    protected String text(JobId id) {
        return outputs(id).stream().filter(Output.Stream.class::isInstance).map(Output.Stream.class::cast)
                .map(Output.Stream::text).collect(Collectors.joining());
    }
}
