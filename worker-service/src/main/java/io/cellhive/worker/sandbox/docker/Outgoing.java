package io.cellhive.worker.sandbox.docker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is on its way to a container's stdin. Sending never waits: what the socket has no room for stays here until it
 * has, so that a program which reads nothing holds up nobody.
 */
final class Outgoing {
    private static final Logger LOG = LoggerFactory.getLogger(Outgoing.class);
    /** The JDK copies each write into a buffer as long as it, and keeps that. */
    private static final int SLICE = 65_536;
    private static final int SLICES_AT_ONCE = 16;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();

    /** @param key of this channel, which is not a blocking one; told when there is something to {@link #flush()} */
    Outgoing(SocketChannel channel, SelectionKey key) {
        this.channel = channel;
        this.key = key;
    }

    /** Safe from any thread. What nobody will read is dropped: what came from there may still be worth reading. */
    void send(byte[] bytes) {
        lock.lock();
        try {
            waiting.add(ByteBuffer.wrap(bytes));
            if (waiting.size() == 1 && !written()) {
                key.interestOpsOr(SelectionKey.OP_WRITE);
                key.selector().wakeup();
            }
        } catch (CancelledKeyException closed) {
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Writes more of what waits. */
    void flush() {
        lock.lock();
        try {
            if (written()) {
                key.interestOpsAnd(~SelectionKey.OP_WRITE);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean written() {
        try {
            return write();
        } catch (IOException gone) {
            LOG.debug("nobody reads what is sent: {}", gone.toString());
            waiting.clear();
            return true;
        }
    }

    /** @return whether nothing waits any more */
    private boolean write() throws IOException {
        for (int slices = 0; slices < SLICES_AT_ONCE; slices++) {
            ByteBuffer next = waiting.peek();
            if (next == null) {
                return true;
            }
            ByteBuffer slice = next.slice(next.position(), Math.min(SLICE, next.remaining()));
            int written = channel.write(slice);
            next.position(next.position() + written);
            if (!next.hasRemaining()) {
                waiting.remove();
            }
            if (slice.hasRemaining()) {
                return false;
            }
        }
        return waiting.isEmpty();
    }
}
