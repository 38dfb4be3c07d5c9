package io.cellhive.worker.sandbox.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Listens where a Docker daemon would, and does to whoever attaches what its script says. */
final class ScriptedDaemon implements AutoCloseable {
    static final String AGREES = "HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n";
    private final ServerSocketChannel server;
    private final Path socket;
    private final Queue<SocketChannel> attached = new ConcurrentLinkedQueue<>();

    interface Script {
        void run(String request, SocketChannel client) throws IOException;
    }

    ScriptedDaemon(Path folder, Script script) throws IOException {
        socket = folder.resolve("docker.sock");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(() -> accept(script));
    }

    DaemonAddress address() {
        return DaemonAddress.of(URI.create("unix://" + socket), false);
    }

    private void accept(Script script) {
        try {
            while (true) {
                SocketChannel client = server.accept();
                attached.add(client);
                Thread.ofVirtual().start(() -> {
                    try {
                        script.run(request(client), client);
                    } catch (IOException gone) {
                        throw new UncheckedIOException(gone);
                    }
                });
            }
        } catch (IOException closed) {
            attached.clear();
        }
    }

    private static String request(SocketChannel client) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            request.append(new String(read(client, 1), StandardCharsets.US_ASCII));
        }
        return request.toString();
    }

    /** Just so many bytes. */
    static byte[] read(SocketChannel client, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining() && client.read(bytes) >= 0) {
            continue;
        }
        return bytes.array();
    }

    static void write(SocketChannel client, byte[]... parts) throws IOException {
        for (byte[] part : parts) {
            ByteBuffer bytes = ByteBuffer.wrap(part);
            while (bytes.hasRemaining()) {
                client.write(bytes);
            }
        }
    }

    static void say(SocketChannel client, String text) throws IOException {
        write(client, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel client : attached) {
            client.close();
        }
    }
}
