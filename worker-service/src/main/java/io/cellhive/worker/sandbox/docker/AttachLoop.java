package io.cellhive.worker.sandbox.docker;

import io.cellhive.worker.sandbox.SandboxException;
import io.cellhive.worker.sandbox.SandboxUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attaches to containers, and serves them all with one thread that sleeps while none says anything. It takes bytes apart
 * and hands frames on; reading their meaning is for the threads that wait for them.
 */
final class AttachLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AttachLoop.class);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int BUFFER = 65_536;
    private final DaemonAddress daemon;
    private final Duration patience;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

    private AttachLoop(DaemonAddress daemon, Duration patience, Selector selector) {
        this.daemon = daemon;
        this.patience = patience;
        this.selector = selector;
    }

    /** @param patience how long the daemon may take to agree to an attach */
    static AttachLoop start(DaemonAddress daemon, Duration patience) {
        try {
            AttachLoop loop = new AttachLoop(daemon, patience, Selector.open());
            Thread.ofPlatform().name("docker-attach").daemon().start(loop::run);
            return loop;
        } catch (IOException noSelector) {
            throw new UncheckedIOException(noSelector);
        }
    }

    /**
     * Returns when the attach stands: whatever the container says from now on is heard.
     *
     * @throws SandboxUnavailable if the daemon does not agree
     */
    AttachConnection attach(String container, Heard heard) {
        AttachConnection connection = connect(container, heard);
        try {
            connection.awaitAgreement(patience);
            return connection;
        } catch (SandboxException refused) {
            connection.close();
            throw refused;
        }
    }

    private AttachConnection connect(String container, Heard heard) {
        try {
            SocketChannel channel = daemon.connect(CONNECT);
            try {
                ByteBuffer request = ByteBuffer.wrap(request(container));
                while (request.hasRemaining()) {
                    channel.write(request);
                }
                channel.configureBlocking(false);
                AttachConnection connection = new AttachConnection(channel, selector, heard);
                connection.begin();
                return connection;
            } catch (IOException | RuntimeException failed) {
                channel.close();
                throw failed;
            }
        } catch (ClosedByInterruptException leaving) {
            throw new SandboxUnavailable("interrupted while starting", false, leaving);
        } catch (IOException unreachable) {
            throw new SandboxUnavailable("Docker does not answer: " + unreachable.getMessage(), true, unreachable);
        }
    }

    private static byte[] request(String container) {
        return """
                POST /containers/%s/attach?stream=1&stdin=1&stdout=1&stderr=1 HTTP/1.1
                Host: localhost
                Connection: Upgrade
                Upgrade: tcp
                Content-Length: 0

                """.formatted(container).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private void run() {
        try {
            while (true) {
                turn();
            }
        } catch (ClosedSelectorException closed) {
            LOG.debug("no more attaches");
        } catch (IOException | RuntimeException broken) {
            LOG.error("no container can be heard any more; start the worker again", broken);
            close();
        }
    }

    private void turn() throws IOException {
        try {
            selector.select(this::serve);
        } catch (OutOfMemoryError full) {
            // why: what one container sent may fill the heap for a moment; the others must be heard after it.
            LOG.error("no memory to hear containers with; trying again", full);
        }
    }

    private void serve(SelectionKey key) {
        if (key.attachment() instanceof AttachConnection connection) {
            connection.serve(buffer);
        }
    }

    /** Ends every attach. */
    @Override
    public void close() {
        List<SelectionKey> keys = selector.isOpen() ? List.copyOf(selector.keys()) : List.of();
        for (SelectionKey key : keys) {
            if (key.attachment() instanceof AttachConnection connection) {
                connection.close();
            }
        }
        try {
            selector.close();
        } catch (IOException closing) {
            LOG.debug("closing the selector: {}", closing.toString());
        }
    }
}
