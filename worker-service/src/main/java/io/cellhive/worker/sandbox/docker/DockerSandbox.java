package io.cellhive.worker.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.worker.runner.FrameCodec;
import io.cellhive.worker.sandbox.Frame;
import io.cellhive.worker.sandbox.Sandbox;
import io.cellhive.worker.sandbox.SandboxEnded;
import io.cellhive.worker.sandbox.SandboxException;
import io.cellhive.worker.sandbox.SandboxUnavailable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A container, attached before it was started. Knows it only as Docker does: what it said waits in its attach. */
final class DockerSandbox implements Sandbox {
    private static final Logger LOG = LoggerFactory.getLogger(DockerSandbox.class);
    /** The exit code of SIGKILL, which the first process of a container only ever gets from outside. */
    private static final long KILLED = 137;
    /** The kernel's default; a shorter one costs switches, a longer one stutters. */
    static final long CPU_PERIOD_US = 100_000;
    static final int SHARES = 1024;
    /** Supervisor, interpreter, nine snapshots and a fork half-way, four answers, the copy that waits for one; some over. */
    private static final int RUNNER_PROCESSES = 20;
    static final int SHARES_AHEAD = 64;
    private final DockerClient docker;
    private final String id;
    private final ResourceLimits limits;
    private final Consumer<String> remove;
    private final Heard heard;
    private final AttachConnection attached;
    private final AtomicBoolean closed = new AtomicBoolean();

    private DockerSandbox(DockerClient docker, String id, ResourceLimits limits, Consumer<String> remove, Heard heard,
            AttachConnection attached) {
        this.docker = docker;
        this.id = id;
        this.limits = limits;
        this.remove = remove;
        this.heard = heard;
        this.attached = attached;
    }

    static long quota(double cpu) {
        return Math.round(cpu * CPU_PERIOD_US);
    }

    /** Attaches, waits until the attach stands, then starts: the first frame cannot be lost. */
    static DockerSandbox start(DockerClient docker, AttachLoop attaches, String id, ResourceLimits limits,
            Consumer<String> remove) {
        Heard heard = new Heard();
        AttachConnection attached;
        try {
            attached = attaches.attach(id, heard);
        } catch (RuntimeException refused) {
            remove.accept(id);
            throw refused;
        }
        DockerSandbox sandbox = new DockerSandbox(docker, id, limits, remove, heard, attached);
        try {
            docker.startContainerCmd(id).exec();
            return sandbox;
        } catch (RuntimeException failed) {
            sandbox.close();
            throw failed;
        }
    }

    @Override
    public void send(Frame frame) {
        attached.send(FrameCodec.encode(frame));
    }

    @Override
    public @Nullable Frame receive(Duration timeout) throws InterruptedException {
        return switch (attached.next(timeout)) {
            case null -> null;
            case Heard.Item.Came(Frame frame) -> frame;
            case Heard.Item.Over(SandboxException why) when why != null -> throw why;
            case Heard.Item.Over _ -> throw ended();
        };
    }

    private SandboxEnded ended() {
        try {
            var state = docker.inspectContainerCmd(id).exec().getState();
            boolean outOfMemory = Boolean.TRUE.equals(state.getOOMKilled());
            Long exitCode = state.getExitCodeLong();
            return new SandboxEnded(outOfMemory, exitCode, outOfMemory || !Long.valueOf(KILLED).equals(exitCode),
                    heard.diagnostics());
        } catch (RuntimeException gone) {
            return new SandboxEnded(false, null, false, heard.diagnostics());
        }
    }

    @Override
    public boolean alive() {
        return !heard.over();
    }

    @Override
    public void warmedUp() {
        try {
            docker.updateContainerCmd(id).withCpuPeriod(CPU_PERIOD_US).withCpuQuota(quota(limits.cpu()))
                    .withCpuShares(SHARES).exec();
        } catch (RuntimeException refused) {
            throw new SandboxUnavailable("Docker refused to cap a container: " + refused.getMessage(), false, refused);
        }
    }

    @Override
    public void cap(ResourceLimits other) {
        try {
            docker.updateContainerCmd(id).withMemory(other.memoryBytes()).withMemorySwap(other.memoryBytes())
                    .withCpuPeriod(CPU_PERIOD_US).withCpuQuota(quota(other.cpu())).withPidsLimit(pids(other)).exec();
        } catch (RuntimeException refused) {
            throw new SandboxUnavailable("Docker refused to cap a container: " + refused.getMessage(), false, refused);
        }
    }

    /** The runner's own processes are not counted against the program. */
    static long pids(ResourceLimits limits) {
        return (long) limits.processes() + RUNNER_PROCESSES;
    }

    @Override
    public void serves(String whom) {
        Thread.ofVirtual().name("name-" + whom).start(() -> {
            try {
                docker.renameContainerCmd(id).withName("cellhive-" + whom + "-" + id.substring(0, 12)).exec();
            } catch (RuntimeException unnamed) {
                LOG.debug("container {} keeps its name: {}", id, unnamed.toString());
            }
        });
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            // why first: a removal hangs while somebody is attached who has stopped reading.
            attached.close();
            remove.accept(id);
        }
    }
}
