package io.cellhive.bench;

import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.worker.sandbox.Frame;
import io.cellhive.worker.sandbox.Sandbox;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Says what a runner says that runs print(1), as soon as it gets its request. */
final class NoSandbox implements Sandbox {
    private static final Frame READY = frame("{\"type\":\"ready\",\"protocol\":1,\"python\":\"3.11\"}", "");
    private static final Frame PRINTED = frame("{\"type\":\"output\",\"output_type\":\"stream\"}",
            "{\"name\":\"stdout\",\"text\":\"1\\n\"}");
    private static final Frame ENDED = frame("{\"type\":\"execute_reply\",\"outcome\":\"ok\",\"exitCode\":0,"
            + "\"oomKills\":0,\"pidsRefused\":0,\"usage\":{\"wallMs\":1,\"cpuMs\":1,\"outputBytes\":2}}", "");
    private final BlockingQueue<Frame> said = new LinkedBlockingQueue<>();

    NoSandbox() {
        said.add(READY);
    }

    private static Frame frame(String header, String payload) {
        return new Frame(header.getBytes(StandardCharsets.UTF_8), payload.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void send(Frame frame) {
        String header = new String(frame.header(), StandardCharsets.UTF_8);
        if (header.contains("execute_request")) {
            said.add(PRINTED);
            said.add(ENDED);
            if (header.contains("\"again\":true")) {
                said.add(READY);
            }
        }
    }

    @Override
    public @Nullable Frame receive(Duration timeout) throws InterruptedException {
        return said.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public boolean alive() {
        return true;
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
