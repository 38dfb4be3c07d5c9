package io.cellhive.worker.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.StreamType;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.worker.runner.FrameCodec;
import io.cellhive.worker.sandbox.Frame;
import io.cellhive.worker.sandbox.RunnerProtocolViolation;
import io.cellhive.worker.sandbox.Sandbox;
import io.cellhive.worker.sandbox.SandboxEnded;
import io.cellhive.worker.sandbox.SandboxUnavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A container, attached before it was started. Its frames wait in a bounded queue, so that a flood waits in the pipe. */
final class DockerSandbox implements Sandbox {
    private static final Logger LOG = LoggerFactory.getLogger(DockerSandbox.class);
    private static final int WAITING_FRAMES = 256;
    private static final int DIAGNOSTICS = 2_000;
    /** The exit code of SIGKILL, which the first process of a container only ever gets from outside. */
    private static final long KILLED = 137;
    private static final Duration ATTACH = Duration.ofSeconds(20);
    /** The kernel's default; a shorter one costs switches, a longer one stutters. */
    static final long CPU_PERIOD_US = 100_000;
    static final int SHARES = 1024;
    private static final int RUNNER_PROCESSES = 2;
    static final int SHARES_AHEAD = 64;
    private final DockerClient docker;
    private final String id;
    private final ResourceLimits limits;
    private final Consumer<String> remove;
    private final StdinStream stdin = new StdinStream();
    private final BlockingQueue<Item> items = new LinkedBlockingQueue<>(WAITING_FRAMES);
    private final StringBuffer diagnostics = new StringBuffer();
    private final Attached attached = new Attached();
    private final AtomicBoolean closed = new AtomicBoolean();

    private DockerSandbox(DockerClient docker, String id, ResourceLimits limits, Consumer<String> remove) {
        this.docker = docker;
        this.id = id;
        this.limits = limits;
        this.remove = remove;
    }

    static long quota(double cpu) {
        return Math.round(cpu * CPU_PERIOD_US);
    }

    /** Attaches, waits until the attach stands, then starts: the first frame cannot be lost. */
    static DockerSandbox start(DockerClient docker, String id, ResourceLimits limits, Consumer<String> remove) {
        DockerSandbox sandbox = new DockerSandbox(docker, id, limits, remove);
        try {
            docker.attachContainerCmd(id).withStdIn(sandbox.stdin).withStdOut(true).withStdErr(true)
                    .withFollowStream(true).exec(sandbox.attached);
            if (!sandbox.attached.awaitStarted(ATTACH.toSeconds(), TimeUnit.SECONDS)) {
                throw new SandboxUnavailable("Docker did not attach within " + ATTACH.toSeconds() + " s", false, null);
            }
            docker.startContainerCmd(id).exec();
            return sandbox;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            sandbox.close();
            throw new SandboxUnavailable("interrupted while starting", false, interrupted);
        } catch (RuntimeException failed) {
            sandbox.close();
            throw failed;
        }
    }

    @Override
    public void send(Frame frame) {
        stdin.write(FrameCodec.encode(frame));
    }

    @Override
    public @Nullable Frame receive(Duration timeout) throws InterruptedException {
        return switch (items.poll(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            case null -> null;
            case Item.Came(Frame frame) -> frame;
            case Item.Broken(RunnerProtocolViolation violation) -> throw violation;
            case Item.Ended _ -> throw ended();
        };
    }

    private SandboxEnded ended() {
        try {
            var state = docker.inspectContainerCmd(id).exec().getState();
            boolean outOfMemory = Boolean.TRUE.equals(state.getOOMKilled());
            Long exitCode = state.getExitCodeLong();
            return new SandboxEnded(outOfMemory, exitCode, outOfMemory || !Long.valueOf(KILLED).equals(exitCode),
                    diagnostics.toString());
        } catch (RuntimeException gone) {
            return new SandboxEnded(false, null, false, diagnostics.toString());
        }
    }

    @Override
    public boolean alive() {
        return !attached.over;
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
            stdin.close();
            attached.abandon();
            remove.accept(id);
        }
    }

    private sealed interface Item {
        record Came(Frame frame) implements Item {}

        record Broken(RunnerProtocolViolation violation) implements Item {}

        record Ended() implements Item {}
    }

    private final class Attached extends ResultCallback.Adapter<com.github.dockerjava.api.model.Frame> {
        private final FrameCodec codec = new FrameCodec();
        private volatile boolean abandoned;
        private volatile boolean over;

        @Override
        public void onNext(com.github.dockerjava.api.model.Frame chunk) {
            if (abandoned) {
                return;
            }
            byte[] bytes = Arrays.copyOf(chunk.getPayload(), chunk.getPayload().length);
            if (chunk.getStreamType() == StreamType.STDERR) {
                if (diagnostics.length() < DIAGNOSTICS) {
                    diagnostics.append(new String(bytes, StandardCharsets.UTF_8));
                }
                return;
            }
            try {
                codec.decode(bytes, frame -> put(new Item.Came(frame)));
            } catch (RunnerProtocolViolation violation) {
                put(new Item.Broken(violation));
                abandoned = true;
            }
        }

        private void put(Item item) {
            try {
                while (!abandoned && !items.offer(item, 1, TimeUnit.SECONDS)) {
                    LOG.trace("container {} waits for its reader", id);
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                abandoned = true;
            }
        }

        @Override
        public void onComplete() {
            over = true;
            put(new Item.Ended());
            super.onComplete();
        }

        @Override
        public void onError(Throwable failure) {
            over = true;
            put(new Item.Ended());
            super.onError(failure);
        }

        void abandon() {
            abandoned = true;
            items.clear();
            try {
                close();
            } catch (java.io.IOException closing) {
                LOG.debug("closing the attach of {}: {}", id, closing.toString());
            }
        }
    }
}
