package io.cellhive.worker.sandbox.docker;

import io.cellhive.worker.sandbox.SandboxUnavailable;
import java.nio.ByteBuffer;

/**
 * Takes the stream of an attached container apart: eight bytes that tell the stream (0 and 1 stdout, 2 stderr, 3 the
 * daemon's own errors), three zeros and a length, then so many bytes of it. Keeps none of them.
 */
final class Demultiplexer {
    private static final int HEADER = 8;
    private static final int STDOUT = 1;
    private static final int DAEMON = 3;
    /** Docker writes 32 KB at once; more than this is not its stream. */
    private static final int LONGEST = 1 << 24;
    private final ByteBuffer header = ByteBuffer.allocate(HEADER);
    private final Output output;
    private int stream;
    private int left;

    /** Where the parts go. A part is gone when the call returns. */
    interface Output {
        void stdout(ByteBuffer part);

        void stderr(ByteBuffer part);
    }

    Demultiplexer(Output output) {
        this.output = output;
    }

    /** Takes all of these bytes. @throws SandboxUnavailable if this is not Docker's stream */
    void take(ByteBuffer in) {
        while (in.hasRemaining()) {
            if (left == 0) {
                readHeader(in);
                continue;
            }
            int count = Math.min(left, in.remaining());
            ByteBuffer part = in.slice(in.position(), count);
            in.position(in.position() + count);
            left -= count;
            if (stream <= STDOUT) {
                output.stdout(part);
            } else {
                output.stderr(part);
            }
        }
    }

    private void readHeader(ByteBuffer in) {
        while (header.hasRemaining() && in.hasRemaining()) {
            header.put(in.get());
        }
        if (header.hasRemaining()) {
            return;
        }
        int first = header.flip().getInt();
        int length = header.getInt();
        header.clear();
        stream = first >>> 24;
        if (stream > DAEMON || (first & 0xff_ffff) != 0 || length < 0 || length > LONGEST) {
            throw new SandboxUnavailable(
                    "Docker's stream of a container is garbled: %08x %08x".formatted(first, length),
                    false, null);
        }
        left = length;
    }
}
