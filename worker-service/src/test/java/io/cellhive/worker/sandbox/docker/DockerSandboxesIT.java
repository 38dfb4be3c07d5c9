package io.cellhive.worker.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.worker.WorkerSettings;
import io.cellhive.worker.sandbox.Frame;
import io.cellhive.worker.sandbox.ImageMissing;
import io.cellhive.worker.sandbox.Sandbox;
import io.cellhive.worker.sandbox.SandboxSpec;
import io.cellhive.worker.sandbox.SandboxUnavailable;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Containers on a real daemon; the image cellhive/python:3.11 must be built. */
class DockerSandboxesIT {
    private static final Duration READY = Duration.ofSeconds(30);
    private final String installation = "it-" + UUID.randomUUID();
    private final WorkerSettings settings = settings(
            Objects.requireNonNullElse(System.getenv("DOCKER_HOST"), "unix:///var/run/docker.sock"));
    private final WorkerId worker = WorkerId.create();
    private DockerClient docker;
    private AttachLoop attaches;
    private DockerSandboxes sandboxes;

    private WorkerSettings settings(String host) {
        return new WorkerSettings(4, 2, Duration.ofSeconds(1), Duration.ofSeconds(1), host, "", 1024, installation);
    }

    @BeforeEach
    void connect() {
        docker = new DockerConfiguration().dockerClient(settings);
        attaches = new DockerConfiguration().attachLoop(settings);
        sandboxes = new DockerSandboxes(docker, attaches, settings, worker);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        sandboxes.awaitRemovals();
        assertThat(containers()).isEmpty();
        attaches.close();
        docker.close();
    }

    private List<String> containers() {
        return docker.listContainersCmd().withShowAll(true)
                .withLabelFilter(Map.of("io.cellhive.installation", installation)).exec().stream()
                .map(container -> container.getId()).toList();
    }

    private static SandboxSpec spec(String image, String... preload) {
        return new SandboxSpec(image, ResourceLimits.usual(256 << 20, 0.5, 10_000), List.of(preload),
                preload.length == 0 ? OwnerId.create() : null);
    }

    private static String header(Sandbox sandbox) throws InterruptedException {
        Frame frame = sandbox.receive(READY);
        assertThat(frame).isNotNull();
        return new String(frame.header(), StandardCharsets.UTF_8);
    }

    @Test
    void aSandboxIsCappedGreetsAndIsGoneWhenClosed() throws Exception {
        try (Sandbox sandbox = sandboxes.create(spec("cellhive/python:3.11"))) {
            assertThat(header(sandbox)).contains("\"ready\"");
            var made = docker.inspectContainerCmd(containers().getFirst()).exec();
            var host = made.getHostConfig();
            assertThat(host.getMemory()).isEqualTo(256L << 20);
            assertThat(host.getMemorySwap()).isEqualTo(256L << 20);
            assertThat(host.getCpuQuota()).isEqualTo(50_000L);
            assertThat(host.getPidsLimit()).isEqualTo(70L);
            assertThat(host.getNetworkMode()).isEqualTo("none");
            assertThat(made.getConfig().getNetworkDisabled()).isTrue();
            assertThat(host.getReadonlyRootfs()).isTrue();
            assertThat(sandbox.alive()).isTrue();
        }
    }

    @Test
    void eachHasAUserOfItsOwnAndItsLabelSaysWhich() {
        DockerSandboxes another = new DockerSandboxes(docker, attaches, settings, WorkerId.create());
        try (Sandbox one = sandboxes.create(spec("cellhive/python:3.11"));
                Sandbox two = sandboxes.create(spec("cellhive/python:3.11"));
                Sandbox others = another.create(spec("cellhive/python:3.11"))) {
            assertThat(List.of(one, two, others)).allMatch(Sandbox::alive);
            var made = containers().stream().map(id -> docker.inspectContainerCmd(id).exec()).toList();
            assertThat(made).hasSize(3).map(it -> it.getConfig().getUser()).doesNotHaveDuplicates();
            assertThat(made).allSatisfy(it -> {
                String user = it.getConfig().getLabels().get(KernelUsers.LABEL);
                assertThat(it.getConfig().getUser()).isEqualTo(user + ":10001");
                assertThat(it.getHostConfig().getTmpFs()).hasSize(2)
                        .allSatisfy((_, options) -> assertThat(options).contains(",uid=" + user + ",gid=10001,"));
            });
        }
        another.awaitRemovals();
    }

    @Test
    void aSandboxMadeAheadGetsItsProcessorCapWhenItIsWarm() throws Exception {
        try (Sandbox sandbox = sandboxes.create(spec("cellhive/python:3.11", "json", "not.there"))) {
            assertThat(header(sandbox)).contains("\"json\"").doesNotContain("not.there");
            String id = containers().getFirst();
            assertThat(docker.inspectContainerCmd(id).exec().getHostConfig().getCpuQuota()).isEqualTo(100_000L);
            sandbox.warmedUp();
            assertThat(docker.inspectContainerCmd(id).exec().getHostConfig().getCpuQuota()).isEqualTo(50_000L);
        }
    }

    @Test
    void knowsThatAContainerHasDied() throws Exception {
        try (Sandbox sandbox = sandboxes.create(spec("cellhive/python:3.11"))) {
            header(sandbox);
            docker.killContainerCmd(containers().getFirst()).exec();
            await().atMost(Duration.ofSeconds(10)).until(() -> !sandbox.alive());
        }
    }

    @Test
    void tellsWhyTheDaemonDoesNotAttach() {
        assertThatThrownBy(() -> attaches.attach("nothing", new Heard())).isInstanceOf(SandboxUnavailable.class)
                .hasMessageContaining("No such container: nothing");
    }

    @Test
    void moreContainersNeedNoMoreThreads() throws Exception {
        int most = 20;
        List<Sandbox> made = new ArrayList<>();
        try {
            greeted(made, 2);
            int before = ManagementFactory.getThreadMXBean().getThreadCount();
            greeted(made, most);
            assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(before + most / 2);
            assertThat(made).hasSize(most).allMatch(Sandbox::alive);
        } finally {
            made.forEach(Sandbox::close);
        }
    }

    private void greeted(List<Sandbox> made, int count) throws InterruptedException {
        while (made.size() < count) {
            made.add(sandboxes.create(spec("cellhive/python:3.11")));
            assertThat(header(made.getLast())).contains("\"ready\"");
        }
    }

    @Test
    void leavesTheLivingAloneAndRemovesWhatADeadWorkerLeft() throws Exception {
        try (Sandbox sandbox = sandboxes.create(spec("cellhive/python:3.11"))) {
            header(sandbox);
            DockerSandboxes other = new DockerSandboxes(docker, attaches, settings, WorkerId.create());
            assertThat(sandboxes.removeLeftovers(Set.of(worker))).isZero();
            assertThat(other.removeLeftovers(Set.of(worker))).isZero();
            assertThat(other.removeLeftovers(Set.of())).isEqualTo(1);
        }
    }

    @Test
    void saysWhatTheOperatorCanDo() throws Exception {
        assertThatThrownBy(() -> sandboxes.create(spec("cellhive/nothing:1"))).isInstanceOf(ImageMissing.class)
                .hasMessageContaining("runtimes/build.sh");
        try (DockerClient away = new DockerConfiguration().dockerClient(settings("unix:///nowhere/docker.sock"))) {
            DockerSandboxes none = new DockerSandboxes(away, attaches, settings, worker);
            assertThatThrownBy(none::ping).isInstanceOfSatisfying(SandboxUnavailable.class,
                    down -> assertThat(down.hostDown()).isTrue());
            assertThatThrownBy(() -> none.create(spec("cellhive/python:3.11"))).isInstanceOf(SandboxUnavailable.class);
        }
    }
}
