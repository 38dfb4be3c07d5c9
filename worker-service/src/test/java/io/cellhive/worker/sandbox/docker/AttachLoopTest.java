package io.cellhive.worker.sandbox.docker;

import static io.cellhive.worker.sandbox.docker.ScriptedDaemon.AGREES;
import static io.cellhive.worker.sandbox.docker.ScriptedDaemon.read;
import static io.cellhive.worker.sandbox.docker.ScriptedDaemon.say;
import static io.cellhive.worker.sandbox.docker.ScriptedDaemon.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellhive.worker.runner.FrameCodec;
import io.cellhive.worker.sandbox.Frame;
import io.cellhive.worker.sandbox.RunnerProtocolViolation;
import io.cellhive.worker.sandbox.SandboxEnded;
import io.cellhive.worker.sandbox.SandboxUnavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The attach against a socket on which a test plays the daemon. */
class AttachLoopTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    @TempDir
    private Path folder;
    private @Nullable ScriptedDaemon daemon;
    private @Nullable AttachLoop loop;

    private AttachLoop against(Duration patience, ScriptedDaemon.Script script) throws IOException {
        daemon = new ScriptedDaemon(folder, script);
        loop = AttachLoop.start(daemon.address(), patience);
        return loop;
    }

    @AfterEach
    void close() throws IOException {
        if (loop != null) {
            loop.close();
        }
        if (daemon != null) {
            daemon.close();
        }
    }

    private static byte[] frame(String header, int payload) {
        Frame frame = new Frame(header.getBytes(StandardCharsets.UTF_8), new byte[payload]);
        byte[] bytes = FrameCodec.encode(frame);
        return ByteBuffer.allocate(8 + bytes.length).putInt(1 << 24).putInt(bytes.length).put(bytes).array();
    }

    @Test
    void hearsFramesThatComeWithTheHeadAndKeepsStderrApart() throws Exception {
        CompletableFuture<String> asked = new CompletableFuture<>();
        AttachLoop attaches = against(SOON, (request, client) -> {
            asked.complete(request);
            byte[] together = concat(AGREES.getBytes(StandardCharsets.US_ASCII), frame("{\"n\":1}", 3));
            write(client, together, DemultiplexerTest.part(2, "é".repeat(3_000)), frame("{\"n\":2}", 100_000));
            client.close();
        });
        Heard heard = new Heard();

        try (AttachConnection attached = attaches.attach("abc", heard)) {
            assertThat(asked.get(30, TimeUnit.SECONDS))
                    .startsWith("POST /containers/abc/attach?stream=1&stdin=1&stdout=1&stderr=1 HTTP/1.1\r\n")
                    .contains("\r\nConnection: Upgrade\r\n", "\r\nUpgrade: tcp\r\n");
            assertThat(payload(attached.next(SOON))).isEqualTo(3);
            assertThat(payload(attached.next(SOON))).isEqualTo(100_000);
            assertThat(attached.next(SOON)).isEqualTo(new Heard.Item.Over(null));
            assertThat(attached.next(SOON)).isEqualTo(new Heard.Item.Over(null));
            assertThat(heard.over()).isTrue();
            assertThat(heard.diagnostics()).startsWith("éé").hasSizeLessThanOrEqualTo(2_000);
        }
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    }

    private static int payload(Heard.@Nullable Item item) {
        return item instanceof Heard.Item.Came(Frame frame) ? frame.payload().length : -1;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "404 Not Found|Content-Length: 36|{\"message\":\"No such container: abc\"}|No such container: abc",
            "409 Conflict|X: y|container abc is paused|container abc is paused",
            "500 Oops|Content-Length: 0||status 500",
            "302 Found|Content-Length: 5|hello and more|hello"})
    void tellsWhyTheDaemonRefuses(String status, String field, @Nullable String body, String sentence)
            throws Exception {
        AttachLoop attaches = against(SOON, (_, client) -> {
            say(client, "HTTP/1.1 " + status + "\r\n" + field + "\r\n\r\n" + (body == null ? "" : body));
            if (field.startsWith("X")) {
                client.close();
            }
        });

        assertThatThrownBy(() -> attaches.attach("abc", new Heard())).isInstanceOfSatisfying(SandboxUnavailable.class,
                refused -> assertThat(refused.hostDown()).isFalse())
                .hasMessage("Docker refused to attach to a container: " + sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"''|hung up", "HTTP/1.1 101 UPGR|hung up", "SSH-2.0-OpenSSH|hung up",
            "'nonsense\r\n\r\n'|is not HTTP"})
    void saysSoWhenTheDaemonHangsUpOrIsNone(String said, String sentence) throws Exception {
        AttachLoop attaches = against(SOON, (_, client) -> {
            say(client, said);
            client.close();
        });

        assertThatThrownBy(() -> attaches.attach("abc", new Heard())).isInstanceOf(SandboxUnavailable.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void readsNoHeadWithoutEnd() throws Exception {
        AttachLoop attaches = against(SOON,
                (_, client) -> say(client, "HTTP/1.1 101 OK\r\n" + "x: y\r\n".repeat(5_000)));

        assertThatThrownBy(() -> attaches.attach("abc", new Heard())).isInstanceOf(SandboxUnavailable.class)
                .hasMessageContaining("too long");
    }

    @Test
    void waitsForNoSilentDaemon() throws Exception {
        AttachLoop attaches = against(Duration.ofMillis(200), (_, client) -> read(client, 1));

        assertThatThrownBy(() -> attaches.attach("abc", new Heard())).isInstanceOf(SandboxUnavailable.class)
                .hasMessageContaining("within 200 ms");
    }

    @Test
    void aFloodWaitsInThePipeAndHoldsUpNobody() throws Exception {
        AtomicInteger written = new AtomicInteger();
        AttachLoop attaches = against(SOON, (request, client) -> {
            say(client, AGREES);
            int frames = request.contains("/flood/") ? 5_000 : 1;
            for (int i = 0; i < frames; i++) {
                write(client, frame("{\"n\":1}", 10_000));
                written.incrementAndGet();
            }
        });

        try (AttachConnection flood = attaches.attach("flood", new Heard());
                AttachConnection calm = attaches.attach("calm", new Heard())) {
            assertThat(payload(calm.next(SOON))).isEqualTo(10_000);
            Awaitility.await().during(Duration.ofMillis(300)).atMost(SOON).until(written::get, it -> it < 400);
            for (int i = 0; i < 5_000; i++) {
                assertThat(payload(flood.next(SOON))).isEqualTo(10_000);
            }
        }
    }

    @Test
    void sendingWaitsForNobodyAndLosesNothing() throws Exception {
        int size = 20_000_000;
        CountDownLatch reads = new CountDownLatch(1);
        CompletableFuture<byte[]> arrived = new CompletableFuture<>();
        AttachLoop attaches = against(SOON, (_, client) -> {
            say(client, AGREES);
            await(reads);
            arrived.complete(read(client, size + 3));
        });
        byte[] much = new byte[size];
        new Random(1).nextBytes(much);

        try (AttachConnection attached = attaches.attach("abc", new Heard())) {
            attached.send(much);
            attached.send(new byte[]{1, 2, 3});
            assertThat(arrived).isNotDone();
            reads.countDown();
            byte[] all = arrived.get(30, TimeUnit.SECONDS);
            assertThat(Arrays.copyOf(all, size)).isEqualTo(much);
            assertThat(Arrays.copyOfRange(all, size, size + 3)).containsExactly(1, 2, 3);
        }
    }

    @Test
    void lastWordsAreHeardThoughNobodyReadsWhatIsSent() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        AttachLoop attaches = against(SOON, (_, client) -> {
            say(client, AGREES);
            for (int i = 0; i < 1_000; i++) {
                write(client, frame("{}", 100));
            }
            await(sent);
            client.close();
        });

        try (AttachConnection attached = attaches.attach("abc", new Heard())) {
            attached.send(new byte[5_000_000]);
            sent.countDown();
            for (int i = 0; i < 1_000; i++) {
                assertThat(payload(attached.next(SOON))).isEqualTo(100);
                attached.send(new byte[100]);
            }
            assertThat(attached.next(SOON)).isEqualTo(new Heard.Item.Over(null));
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    @Test
    void closingWakesTheReaderEndsStdinAndMakesLaterSendsHarmless() throws Exception {
        CompletableFuture<Integer> end = new CompletableFuture<>();
        AttachLoop attaches = against(SOON, (_, client) -> {
            say(client, AGREES);
            end.complete(client.read(ByteBuffer.allocate(1)));
        });
        AttachConnection attached = attaches.attach("abc", new Heard());
        CompletableFuture<Heard.@Nullable Item> reader = CompletableFuture.supplyAsync(() -> {
            try {
                return attached.next(Duration.ofMinutes(5));
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        });

        attached.close();

        assertThat(reader.get(30, TimeUnit.SECONDS)).isInstanceOfSatisfying(Heard.Item.Over.class,
                over -> assertThat(over.why()).isInstanceOf(SandboxEnded.class));
        assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo(-1);
        attached.send(new byte[10]);
    }

    @Test
    void anInterruptedSenderBreaksNothing() throws Exception {
        AttachLoop attaches = against(SOON, (_, client) -> {
            say(client, AGREES);
            write(client, frame("{}", read(client, 2)[1]));
        });

        try (AttachConnection attached = attaches.attach("abc", new Heard())) {
            Thread.currentThread().interrupt();
            attached.send(new byte[]{7, 8});
            assertThat(Thread.interrupted()).isTrue();
            assertThat(payload(attached.next(SOON))).isEqualTo(8);
        }
    }

    @Test
    void whatIsNoFrameEndsTheConversation() throws Exception {
        AttachLoop attaches = against(SOON, (_, client) -> {
            say(client, AGREES);
            write(client, frame("{\"n\":1}", 0), DemultiplexerTest.part(1, "print(1) printed this"));
        });
        Heard heard = new Heard();

        try (AttachConnection attached = attaches.attach("abc", heard)) {
            assertThat(payload(attached.next(SOON))).isZero();
            assertThat(attached.next(SOON)).isInstanceOfSatisfying(Heard.Item.Over.class,
                    over -> assertThat(over.why()).isInstanceOf(RunnerProtocolViolation.class));
            assertThat(heard.over()).isTrue();
        }
    }
}
