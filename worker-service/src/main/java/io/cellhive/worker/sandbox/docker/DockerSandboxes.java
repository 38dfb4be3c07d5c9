package io.cellhive.worker.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Ulimit;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.worker.WorkerSettings;
import io.cellhive.worker.sandbox.CapsIgnored;
import io.cellhive.worker.sandbox.ImageMissing;
import io.cellhive.worker.sandbox.Sandbox;
import io.cellhive.worker.sandbox.SandboxException;
import io.cellhive.worker.sandbox.SandboxHost;
import io.cellhive.worker.sandbox.SandboxSpec;
import io.cellhive.worker.sandbox.SandboxUnavailable;
import io.cellhive.worker.sandbox.Sandboxes;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Containers with every cap, made one for each job, and the host that runs them. */
@Component
final class DockerSandboxes implements Sandboxes, SandboxHost {
    static final String LABEL = "io.cellhive.";
    private static final int GROUP = 10_001;
    private static final int PAGE = 4096;
    private static final Duration YOUNG = Duration.ofMinutes(1);
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final DockerClient docker;
    private final AttachLoop attaches;
    private final WorkerSettings settings;
    private final WorkerId worker;
    private final Semaphore creations;
    private final Removals removals;
    private final KernelUsers users;

    DockerSandboxes(DockerClient docker, AttachLoop attaches, WorkerSettings settings, WorkerId worker) {
        this.docker = docker;
        this.attaches = attaches;
        this.settings = settings;
        this.worker = worker;
        creations = new Semaphore(settings.creations(), true);
        removals = new Removals(docker, held);
        users = KernelUsers.of(docker);
    }

    @Override
    public Sandbox create(SandboxSpec spec) {
        try {
            creations.acquire();
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            throw new SandboxUnavailable("interrupted while waiting to make a sandbox", false, leaving);
        }
        try {
            String id = users.withOne(user -> container(spec, user));
            return DockerSandbox.start(docker, attaches, id, spec.limits(), removals::add);
        } catch (NotFoundException gone) {
            throw new SandboxUnavailable("A container was gone before it started.", true, gone);
        } catch (DockerException refused) {
            boolean itsOwnFault = refused.getHttpStatus() >= 500;
            throw new SandboxUnavailable("Docker refused a container: " + refused.getMessage(), itsOwnFault, refused);
        } catch (SandboxException already) {
            throw already;
        } catch (RuntimeException unreachable) {
            throw new SandboxUnavailable("Docker does not answer: " + unreachable.getMessage(), true, unreachable);
        } finally {
            creations.release();
        }
    }

    private String container(SandboxSpec spec, int user) {
        // why disabled besides network mode none: for the latter the daemon starts itself once more in each container's
        // birth, to register a network namespace that stays empty; a third of what the whole life of a container costs.
        CreateContainerCmd wanted = docker.createContainerCmd(spec.image()).withUser(user + ":" + GROUP)
                .withStdinOpen(true)
                .withStdInOnce(true).withAttachStdin(true).withAttachStdout(true).withAttachStderr(true).withTty(false)
                .withNetworkDisabled(true)
                .withWorkingDir("/workspace").withLabels(labels(user)).withEnv(environment(spec))
                .withHostConfig(caps(spec, user));
        try {
            String id = wanted.exec().getId();
            held.add(id);
            return id;
        } catch (NotFoundException missing) {
            throw new ImageMissing(
                    "The image " + spec.image() + " is not on this host. Build it with runtimes/build.sh.");
        }
    }

    private Map<String, String> labels(int user) {
        return Map.of(LABEL + "sandbox", "true", LABEL + "installation", settings.installation(), LABEL + "worker",
                worker.value(), LABEL + "created", Instant.now().toString(), KernelUsers.LABEL, Integer.toString(user));
    }

    private static List<String> environment(SandboxSpec spec) {
        return List.of("CELLHIVE_AHEAD=" + (spec.owner() == null ? 1 : 0),
                "CELLHIVE_PRELOAD=" + String.join(",", spec.preload()),
                "CELLHIVE_THREADS=" + ResourceLimits.threads(spec.limits().cpu()));
    }

    private HostConfig caps(SandboxSpec spec, int user) {
        ResourceLimits limits = spec.limits();
        boolean imports = !spec.preload().isEmpty();
        // why a quota: a container made with NanoCpus refuses every later change.
        // why so many files: none that has a content takes less than a page, and empty ones take the kernel's memory.
        String tmpfs = "rw,nosuid,nodev,size=%d,nr_inodes=%d,uid=%d,gid=%d,mode=0700"
                .formatted(limits.workspaceBytes(), Math.max(1, limits.workspaceBytes() / PAGE), user, GROUP);
        HostConfig caps = HostConfig.newHostConfig().withNetworkMode("none").withMemory(limits.memoryBytes())
                .withMemorySwap(limits.memoryBytes()).withCpuPeriod(DockerSandbox.CPU_PERIOD_US)
                .withCpuQuota(DockerSandbox.quota(imports ? Math.max(1, limits.cpu()) : limits.cpu()))
                .withCpuShares(imports ? DockerSandbox.SHARES_AHEAD : DockerSandbox.SHARES)
                .withPidsLimit(DockerSandbox.pids(limits)).withReadonlyRootfs(true)
                .withTmpFs(Map.of("/workspace", tmpfs, "/tmp", tmpfs)).withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges")).withIpcMode("private")
                .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE))
                .withUlimits(List.of(new Ulimit("nofile", (long) settings.openFiles(), (long) settings.openFiles()),
                        new Ulimit("core", 0L, 0L),
                        fileSize(limits)));
        return settings.ociRuntime().isEmpty() ? caps : caps.withRuntime(settings.ociRuntime());
    }

    /** Above the workspace, so that a file which fills it meets "no space left", which the student is told about. */
    private static Ulimit fileSize(ResourceLimits limits) {
        return new Ulimit("fsize", 2 * limits.workspaceBytes(), 2 * limits.workspaceBytes());
    }

    @PreDestroy
    void awaitRemovals() {
        removals.close();
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

    @Override
    public Optional<String> concern() {
        if (!settings.ociRuntime().isEmpty() && !settings.ociRuntime().equals("runc")) {
            return Optional.empty();
        }
        return docker.versionCmd().exec().getComponents().stream().filter(it -> it.getName().equals("runc")).findFirst()
                .flatMap(runc -> OldRunc.concern(runc.getVersion()));
    }

    private static void note(List<String> ignored, String cap, @Nullable Boolean enforced) {
        if (Boolean.FALSE.equals(enforced)) {
            ignored.add(cap);
        }
    }

    @Override
    public int removeLeftovers(Set<WorkerId> live) {
        int removed = 0;
        for (Container container : docker.listContainersCmd().withShowAll(true)
                .withLabelFilter(Map.of(LABEL + "sandbox", "true", LABEL + "installation", settings.installation()))
                .exec()) {
            if (!wanted(container, live) && removals.remove(container.getId())) {
                removed++;
            }
        }
        return removed;
    }

    /** A container of ours that is very young may be listed before we know its id. */
    private boolean wanted(Container container, Set<WorkerId> live) {
        String owner = container.getLabels().getOrDefault(LABEL + "worker", "");
        if (!owner.equals(worker.value())) {
            return live.stream().anyMatch(id -> id.value().equals(owner));
        }
        boolean young = Instant.ofEpochSecond(container.getCreated()).plus(YOUNG).isAfter(Instant.now());
        return young || held.contains(container.getId());
    }
}
