package io.cellhive.worker.sandbox.docker;

import io.cellhive.worker.sandbox.SandboxEnded;
import io.cellhive.worker.sandbox.SandboxException;
import io.cellhive.worker.sandbox.SandboxUnavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attach of one container: what comes goes into a {@link Heard}, what is sent goes out by itself. Neither ever
 * waits; while too much is unread, it reads no more, and a flood waits in the pipe.
 */
final class AttachConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AttachConnection.class);
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Heard heard;
    private final Outgoing outgoing;
    private final AttachAnswer answer = new AttachAnswer();
    private final CountDownLatch answered = new CountDownLatch(1);
    private final Demultiplexer demultiplexer;
    private volatile @Nullable SandboxException refusal;
    /** For the selector's thread alone, as the answer. */
    private boolean agreed;
    private volatile boolean paused;

    /** @param channel connected, not blocking, with the request on its way */
    AttachConnection(SocketChannel channel, Selector selector, Heard heard) throws IOException {
        this.channel = channel;
        this.heard = heard;
        key = channel.register(selector, 0);
        outgoing = new Outgoing(channel, key);
        demultiplexer = new Demultiplexer(heard);
    }

    /** From now on the selector's thread serves it. */
    void begin() {
        key.attach(this);
        listen();
    }

    private void listen() {
        key.interestOpsOr(SelectionKey.OP_READ);
        key.selector().wakeup();
    }

    /** @throws SandboxUnavailable if the daemon does not agree in time */
    void awaitAgreement(Duration patience) {
        try {
            if (!answered.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new SandboxUnavailable("Docker did not attach within " + patience.toMillis() + " ms", false,
                        null);
            }
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            throw new SandboxUnavailable("interrupted while starting", false, leaving);
        }
        SandboxException refused = refusal;
        if (refused != null) {
            throw refused;
        }
    }

    /** Safe from any thread. That the other end is gone is for {@link #next} to say. */
    void send(byte[] bytes) {
        outgoing.send(bytes);
    }

    /** The next that came; null when nothing did in time. */
    Heard.@Nullable Item next(Duration timeout) throws InterruptedException {
        Heard.Item item = heard.next(timeout);
        resume();
        return item;
    }

    private void resume() {
        if (paused && heard.few()) {
            paused = false;
            try {
                listen();
            } catch (CancelledKeyException closed) {
                LOG.trace("closed while it was paused");
            }
        }
    }

    /** On the selector's thread: reads and writes once what is possible now. @param buffer to read into */
    void serve(ByteBuffer buffer) {
        try {
            if (key.isWritable()) {
                outgoing.flush();
            }
            if (key.isReadable()) {
                read(buffer);
            }
        } catch (SandboxException broken) {
            end(broken);
        } catch (IOException | CancelledKeyException gone) {
            LOG.debug("the attach is over: {}", gone.toString());
            end(null);
        } catch (RuntimeException | OutOfMemoryError unreadable) {
            end(new SandboxUnavailable("a container's stream cannot be read: " + unreadable, false, unreadable));
        }
    }

    private void read(ByteBuffer buffer) throws IOException {
        buffer.clear();
        int count = channel.read(buffer);
        buffer.flip();
        if (count < 0) {
            end(null);
        } else if (agreed || agrees(buffer)) {
            demultiplexer.take(buffer);
            pauseWhenMany();
        }
    }

    private boolean agrees(ByteBuffer buffer) {
        agreed = answer.take(buffer);
        if (agreed) {
            answered.countDown();
        }
        return agreed;
    }

    private void pauseWhenMany() {
        if (heard.many()) {
            key.interestOpsAnd(~SelectionKey.OP_READ);
            paused = true;
            // why: all of it may have been read before anybody could see the pause.
            resume();
        }
    }

    /** @param why null: its reader shall look at the container */
    private void end(@Nullable SandboxException why) {
        if (!agreed) {
            refuse(why == null ? answer.cutOff() : why);
        }
        heard.end(why);
        shut();
    }

    private void refuse(SandboxException why) {
        refusal = why;
        answered.countDown();
    }

    /** Ends the container's stdin; whoever reads is told that it is over. */
    @Override
    public void close() {
        SandboxEnded closed = new SandboxEnded(false, null, false, "closed");
        refuse(closed);
        heard.abandon(closed);
        shut();
    }

    private void shut() {
        try {
            channel.close();
            // why: the selector holds the socket open until its next turn.
            key.selector().wakeup();
        } catch (IOException closing) {
            LOG.debug("closing an attach: {}", closing.toString());
        }
    }
}
