package io.cellhive.worker.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Ulimit;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.worker.WorkerSettings;
import io.cellhive.worker.sandbox.CapsIgnored;
import io.cellhive.worker.sandbox.ImageMissing;
import io.cellhive.worker.sandbox.Sandbox;
import io.cellhive.worker.sandbox.SandboxHost;
import io.cellhive.worker.sandbox.SandboxSpec;
import io.cellhive.worker.sandbox.SandboxUnavailable;
import io.cellhive.worker.sandbox.Sandboxes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Containers with every cap, made one for each job, and the host that runs them. */
@Component
final class DockerSandboxes implements Sandboxes, SandboxHost {
    static final String LABEL = "io.cellhive.";
    private static final int RUNNER_PROCESSES = 2;
    private static final long OPEN_FILES = 1024;
    private static final String USER = "10001:10001";
    private final DockerClient docker;
    private final WorkerSettings settings;
    private final WorkerId worker;

    DockerSandboxes(DockerClient docker, WorkerSettings settings, WorkerId worker) {
        this.docker = docker;
        this.settings = settings;
        this.worker = worker;
    }

    @Override
    public Sandbox create(SandboxSpec spec) {
        try {
            String id = docker.createContainerCmd(spec.image()).withUser(USER).withStdinOpen(true).withStdInOnce(true)
                    .withAttachStdin(true).withAttachStdout(true).withAttachStderr(true).withTty(false)
                    .withWorkingDir("/workspace").withLabels(labels(spec.job())).withHostConfig(caps(spec.limits()))
                    .exec().getId();
            return DockerSandbox.start(docker, id);
        } catch (NotFoundException missing) {
            throw new ImageMissing(
                    "The image " + spec.image() + " is not on this host. Build it with runtimes/build.sh.");
        } catch (DockerException refused) {
            throw new SandboxUnavailable("Docker refused a container: " + refused.getMessage(), false, refused);
        } catch (SandboxUnavailable already) {
            throw already;
        } catch (RuntimeException unreachable) {
            throw new SandboxUnavailable("Docker does not answer: " + unreachable.getMessage(), true, unreachable);
        }
    }

    private Map<String, String> labels(JobId job) {
        return Map.of(LABEL + "sandbox", "true", LABEL + "installation", settings.installation(), LABEL + "worker",
                worker.value(), LABEL + "job", job.value(), LABEL + "created", Instant.now().toString());
    }

    private HostConfig caps(ResourceLimits limits) {
        String tmpfs = "rw,nosuid,nodev,size=%d,uid=10001,gid=10001,mode=0700".formatted(limits.workspaceBytes());
        HostConfig caps = HostConfig.newHostConfig().withNetworkMode("none").withMemory(limits.memoryBytes())
                .withMemorySwap(limits.memoryBytes()).withNanoCPUs(Math.round(limits.cpu() * 1e9))
                .withPidsLimit((long) limits.processes() + RUNNER_PROCESSES).withReadonlyRootfs(true)
                .withTmpFs(Map.of("/workspace", tmpfs, "/tmp", tmpfs)).withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges")).withIpcMode("private")
                .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE))
                .withUlimits(List.of(new Ulimit("nofile", OPEN_FILES, OPEN_FILES), new Ulimit("core", 0L, 0L),
                        new Ulimit("fsize", limits.workspaceBytes(), limits.workspaceBytes())));
        return settings.ociRuntime().isEmpty() ? caps : caps.withRuntime(settings.ociRuntime());
    }

    @Override
    public void ping() {
        try {
            docker.pingCmd().exec();
        } catch (RuntimeException silent) {
            throw new SandboxUnavailable("Docker does not answer: " + silent.getMessage(), true, silent);
        }
    }

    @Override
    public void check() {
        Info info = docker.infoCmd().exec();
        List<String> ignored = new ArrayList<>();
        note(ignored, "memory", info.getMemoryLimit());
        note(ignored, "swap", info.getSwapLimit());
        note(ignored, "cpu", info.getCpuCfsQuota());
        Map<String, Object> raw = info.getRawValues();
        if (Boolean.FALSE.equals(raw.get("PidsLimit"))) {
            ignored.add("processes");
        }
        if (!ignored.isEmpty()) {
            throw new CapsIgnored(ignored);
        }
    }

    private static void note(List<String> ignored, String cap, @Nullable Boolean enforced) {
        if (Boolean.FALSE.equals(enforced)) {
            ignored.add(cap);
        }
    }

    @Override
    public int removeLeftovers(Set<WorkerId> live, Set<JobId> running) {
        int removed = 0;
        for (Container container : docker.listContainersCmd().withShowAll(true)
                .withLabelFilter(Map.of(LABEL + "sandbox", "true", LABEL + "installation", settings.installation()))
                .exec()) {
            String owner = container.getLabels().getOrDefault(LABEL + "worker", "");
            String job = container.getLabels().getOrDefault(LABEL + "job", "");
            boolean mine = owner.equals(worker.value());
            boolean wanted = mine
                    ? running.stream().anyMatch(id -> id.value().equals(job))
                    : live.stream().anyMatch(id -> id.value().equals(owner));
            if (!wanted) {
                try {
                    docker.removeContainerCmd(container.getId()).withForce(true).withRemoveVolumes(true).exec();
                    removed++;
                } catch (NotFoundException gone) {
                    continue;
                }
            }
        }
        return removed;
    }
}
