package io.cellhive.worker.sandbox.docker;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** What the attach reads as the container's stdin: blocks while there is nothing, whichever thread wrote. */
final class StdinStream extends InputStream {
    private static final byte[] END = {};
    private final BlockingQueue<byte[]> chunks = new LinkedBlockingQueue<>();
    private byte @Nullable [] current;
    private int position;

    void write(byte[] bytes) {
        chunks.add(bytes);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        byte[] chunk = current;
        while (chunk == null || position == chunk.length) {
            try {
                chunk = chunks.take();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return -1;
            }
            if (chunk.length == 0) {
                chunks.add(END);
                return -1;
            }
            current = chunk;
            position = 0;
        }
        int count = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, into, offset, count);
        position += count;
        return count;
    }

    @Override
    public void close() {
        chunks.add(END);
    }
}
