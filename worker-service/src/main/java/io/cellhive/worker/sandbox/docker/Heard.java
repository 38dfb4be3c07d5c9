package io.cellhive.worker.sandbox.docker;

import io.cellhive.worker.runner.FrameCodec;
import io.cellhive.worker.sandbox.Frame;
import io.cellhive.worker.sandbox.SandboxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a container has said: its frames until they are read, the beginning of its stderr, and how it ended. */
final class Heard implements Demultiplexer.Output {
    private static final int MOST_FRAMES = 256;
    private static final int FEW_FRAMES = MOST_FRAMES / 2;
    private static final int DIAGNOSTICS = 2_000;
    private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
    private final FrameCodec codec = new FrameCodec();
    private final StringBuffer diagnostics = new StringBuffer();
    private volatile boolean over;

    sealed interface Item {
        record Came(Frame frame) implements Item {}

        /** Nothing follows. @param why null: look at the container */
        record Over(@Nullable SandboxException why) implements Item {}
    }

    @Override
    public void stdout(ByteBuffer part) {
        codec.decode(part, frame -> items.add(new Item.Came(frame)));
    }

    @Override
    public void stderr(ByteBuffer part) {
        part.limit(Math.min(part.limit(), DIAGNOSTICS - Math.min(DIAGNOSTICS, diagnostics.length())));
        diagnostics.append(StandardCharsets.UTF_8.decode(part));
    }

    /** So many wait that no more should be read. */
    boolean many() {
        return items.size() >= MOST_FRAMES;
    }

    /** So few wait that more may be read. */
    boolean few() {
        return items.size() <= FEW_FRAMES;
    }

    /** Nothing more comes; whoever reads is told, again and again. Only the first call counts. */
    synchronized void end(@Nullable SandboxException why) {
        if (!over) {
            over = true;
            items.add(new Item.Over(why));
        }
    }

    /** As {@link #end}, and what is not read yet never will be. */
    synchronized void abandon(SandboxException why) {
        over = true;
        items.clear();
        items.add(new Item.Over(why));
    }

    boolean over() {
        return over;
    }

    /** Null when nothing came in time. */
    @Nullable
    Item next(Duration timeout) throws InterruptedException {
        Item item = items.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (item instanceof Item.Over) {
            items.add(item);
        }
        return item;
    }

    String diagnostics() {
        return diagnostics.toString();
    }
}
