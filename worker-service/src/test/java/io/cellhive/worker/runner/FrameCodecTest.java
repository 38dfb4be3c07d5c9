package io.cellhive.worker.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellhive.worker.sandbox.Frame;
import io.cellhive.worker.sandbox.RunnerProtocolViolation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCodecTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsTheSameFramesHoweverTheBytesWereSplit(long seed) {
        Random random = new Random(seed);
        List<byte[]> payloads = new ArrayList<>();
        ByteBuffer stream = ByteBuffer.allocate(200_000);
        for (int i = 0; i < 20; i++) {
            byte[] payload = new byte[random.nextInt(5_000)];
            random.nextBytes(payload);
            payloads.add(payload);
            stream.put(FrameCodec.encode(new Frame("{\"type\":\"x\"}".getBytes(StandardCharsets.UTF_8), payload)));
        }
        byte[] all = Arrays.copyOf(stream.array(), stream.position());

        List<Frame> frames = new ArrayList<>();
        FrameCodec codec = new FrameCodec();
        for (int at = 0; at < all.length;) {
            int next = Math.min(all.length, at + 1 + random.nextInt(700));
            codec.decode(ByteBuffer.wrap(all, at, next - at), frames::add);
            at = next;
        }

        assertThat(frames).hasSameSizeAs(payloads);
        for (int i = 0; i < frames.size(); i++) {
            assertThat(frames.get(i).payload()).isEqualTo(payloads.get(i));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "65537, 0", "-1, 0", "2, -1", "2, 67108865"})
    void refusesLengthsOutOfRange(int header, int payload) {
        ByteBuffer lengths = ByteBuffer.allocate(8).putInt(header).putInt(payload).flip();

        assertThatThrownBy(() -> new FrameCodec().decode(lengths, _ -> {}))
                .isInstanceOf(RunnerProtocolViolation.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"type\":\"nonsense\"}", "not json", "{\"type\":\"execute_reply\"}",
            "{\"type\":\"artifact\",\"name\":\"../x\"}"})
    void refusesMessagesTheProtocolDoesNotKnow(String header) {
        Frame frame = new Frame(header.getBytes(StandardCharsets.UTF_8), new byte[0]);

        assertThatThrownBy(() -> RunnerMessages.read(frame)).isInstanceOf(RunnerProtocolViolation.class);
    }

    @Test
    void readsAReply() {
        String reply = "{\"type\":\"execute_reply\",\"outcome\":\"ok\",\"exitCode\":0,\"signal\":null,\"line\":null,"
                + "\"oomKills\":0,\"pidsRefused\":0,\"usage\":{\"wallMs\":5}}";

        assertThat(RunnerMessages.read(new Frame(reply.getBytes(StandardCharsets.UTF_8), new byte[0])))
                .isInstanceOfSatisfying(RunnerMessage.Reply.class, it -> {
                    assertThat(it.outcome()).isEqualTo(RunnerMessage.Outcome.OK);
                    assertThat(it.usage().wallMs()).isEqualTo(5);
                });
    }
}
