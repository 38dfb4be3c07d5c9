package io.cellhive.worker.sandbox.docker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** Where the Docker daemon listens: a unix socket, or TCP without TLS. Names are looked up anew by each connect. */
record DaemonAddress(SocketAddress socket) {
    private static final int USUAL_PORT = 2375;

    /** @throws IllegalStateException if we cannot speak to such a daemon */
    static DaemonAddress of(URI host, boolean tls) {
        if (host.getScheme().equals("unix")) {
            return new DaemonAddress(UnixDomainSocketAddress.of(host.getPath()));
        }
        if (host.getScheme().equals("tcp") && !tls) {
            int port = host.getPort() < 0 ? USUAL_PORT : host.getPort();
            return new DaemonAddress(InetSocketAddress.createUnresolved(host.getHost(), port));
        }
        throw new IllegalStateException(
                "Cellhive speaks to Docker over unix://… or tcp://… without TLS, not over " + host
                        + (tls ? " with TLS" : "")
                        + ". Set DOCKER_HOST (cellhive.worker.docker-host), and unset DOCKER_TLS_VERIFY.");
    }

    SocketChannel connect(Duration patience) throws IOException {
        if (!(socket instanceof InetSocketAddress internet)) {
            return SocketChannel.open(socket);
        }
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            channel.socket().connect(new InetSocketAddress(internet.getHostString(), internet.getPort()),
                    (int) patience.toMillis());
            return channel;
        } catch (IOException | RuntimeException unreachable) {
            channel.close();
            throw unreachable;
        }
    }
}
