package io.cellhive.worker.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaemonAddressTest {
    @Test
    void knowsUnixSocketsAndPlainTcp() {
        assertThat(DaemonAddress.of(URI.create("unix:///run/docker.sock"), false).socket())
                .isEqualTo(UnixDomainSocketAddress.of("/run/docker.sock"));
        assertThat(DaemonAddress.of(URI.create("tcp://docker"), false).socket())
                .isEqualTo(InetSocketAddress.createUnresolved("docker", 2375));
    }

    @ParameterizedTest
    @CsvSource({"tcp://docker:2376, true", "npipe:////./pipe/docker_engine, false"})
    void saysWhichAddressesItCannotSpeakTo(String host, boolean tls) {
        assertThatThrownBy(() -> DaemonAddress.of(URI.create(host), tls)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(host).hasMessageContaining("DOCKER_HOST");
    }

    @Test
    void connectsOverTcp() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI host = URI.create("tcp://localhost:" + server.getLocalPort());
            try (SocketChannel channel = DaemonAddress.of(host, false).connect(Duration.ofSeconds(5))) {
                assertThat(channel.isConnected()).isTrue();
            }
        }
    }
}
