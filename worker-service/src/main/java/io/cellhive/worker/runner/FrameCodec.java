package io.cellhive.worker.runner;

import io.cellhive.worker.sandbox.Frame;
import io.cellhive.worker.sandbox.RunnerProtocolViolation;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns frames into bytes, and bytes, however they are split, into frames. One decoder per stream; not thread-safe. */
public final class FrameCodec {
    private static final int LENGTHS = 8;
    private final ByteBuffer lengths = ByteBuffer.allocate(LENGTHS);
    private byte @Nullable [] header;
    private byte[] payload = {};
    private int headerFilled;
    private int payloadFilled;

    /** @throws IllegalArgumentException if a part is longer or shorter than the protocol allows */
    public static byte[] encode(Frame frame) {
        int head = frame.header().length;
        int body = frame.payload().length;
        if (head < Frame.MIN_HEADER || head > Frame.MAX_HEADER || body > Frame.MAX_PAYLOAD) {
            throw new IllegalArgumentException("frame lengths out of range: " + head + ", " + body);
        }
        return ByteBuffer.allocate(LENGTHS + head + body).putInt(head).putInt(body).put(frame.header())
                .put(frame.payload()).array();
    }

    /**
     * Takes the next bytes of the stream and hands on each frame they complete. The bytes are copied, to the last.
     *
     * @throws RunnerProtocolViolation if a length is out of range
     */
    public void decode(ByteBuffer in, Consumer<Frame> frames) {
        while (in.hasRemaining()) {
            byte[] head = header;
            if (head == null) {
                readLengths(in);
                continue;
            }
            headerFilled += copy(in, head, headerFilled);
            payloadFilled += headerFilled == head.length ? copy(in, payload, payloadFilled) : 0;
            if (headerFilled == head.length && payloadFilled == payload.length) {
                header = null;
                frames.accept(new Frame(head, payload));
            }
        }
    }

    private void readLengths(ByteBuffer in) {
        while (lengths.hasRemaining() && in.hasRemaining()) {
            lengths.put(in.get());
        }
        if (lengths.hasRemaining()) {
            return;
        }
        int head = lengths.flip().getInt();
        int body = lengths.getInt();
        lengths.clear();
        if (head < Frame.MIN_HEADER || head > Frame.MAX_HEADER || body < 0 || body > Frame.MAX_PAYLOAD) {
            throw new RunnerProtocolViolation("frame lengths " + head + " and " + body);
        }
        header = new byte[head];
        payload = new byte[body];
        headerFilled = 0;
        payloadFilled = 0;
    }

    private static int copy(ByteBuffer in, byte[] to, int filled) {
        int count = Math.min(in.remaining(), to.length - filled);
        in.get(to, filled, count);
        return count;
    }
}
