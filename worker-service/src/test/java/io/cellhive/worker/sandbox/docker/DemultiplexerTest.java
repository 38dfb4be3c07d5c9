package io.cellhive.worker.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellhive.worker.sandbox.SandboxUnavailable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemultiplexerTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Demultiplexer demultiplexer = new Demultiplexer(new Demultiplexer.Output() {
        @Override
        public void stdout(ByteBuffer part) {
            out.writeBytes(bytes(part));
        }

        @Override
        public void stderr(ByteBuffer part) {
            err.writeBytes(bytes(part));
        }
    });

    private static byte[] bytes(ByteBuffer part) {
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        return bytes;
    }

    static byte[] part(int stream, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + bytes.length).putInt(stream << 24).putInt(bytes.length).put(bytes).array();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 11, 64, 10_000})
    void tellsTheStreamsApartHoweverTheyAreSplit(int step) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(part(1, "one "));
        all.writeBytes(part(2, "trouble "));
        all.writeBytes(part(1, ""));
        all.writeBytes(part(0, "two "));
        all.writeBytes(part(3, "daemon"));
        all.writeBytes(part(1, "x".repeat(300)));

        byte[] stream = all.toByteArray();
        for (int at = 0; at < stream.length; at += step) {
            demultiplexer.take(ByteBuffer.wrap(stream, at, Math.min(step, stream.length - at)));
        }

        assertThat(out).hasToString("one two " + "x".repeat(300));
        assertThat(err).hasToString("trouble daemon");
    }

    @ParameterizedTest
    @CsvSource({"4, 1", "255, 1", "1, 16777217", "1, 2147483647", "1, -1", "2, -2147483648"})
    void refusesStreamsAndLengthsThatDockerDoesNotWrite(int stream, int length) {
        ByteBuffer header = ByteBuffer.allocate(8).putInt(stream << 24).putInt(length).flip();

        assertThatThrownBy(() -> demultiplexer.take(header)).isInstanceOf(SandboxUnavailable.class)
                .hasMessageContaining("garbled");
    }

    @Test
    void refusesText() {
        ByteBuffer text = ByteBuffer.wrap("\u0001hello, world".getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> demultiplexer.take(text)).isInstanceOf(SandboxUnavailable.class);
        assertThat(out.size()).isZero();
    }
}
