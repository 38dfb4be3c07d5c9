package io.cellhive.worker.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import io.cellhive.model.id.WorkerId;
import io.cellhive.worker.WorkerSettings;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/** A worker's sandboxes over a {@link ScriptedDaemon}. */
final class ScriptedHost implements AutoCloseable {
    final DockerSandboxes sandboxes;
    private final ScriptedDaemon daemon;
    private final DockerClient docker;
    private final AttachLoop attaches;

    ScriptedHost(Path folder, ScriptedDaemon.Script script) throws IOException {
        daemon = new ScriptedDaemon(folder, script);
        WorkerSettings settings = new WorkerSettings(1, 1, Duration.ZERO, Duration.ZERO,
                "unix://" + folder.resolve("docker.sock"), "", 64, "test");
        docker = new DockerConfiguration().dockerClient(settings);
        attaches = new DockerConfiguration().attachLoop(settings);
        sandboxes = new DockerSandboxes(docker, attaches, settings, WorkerId.create());
    }

    /** A whole answer of the daemon. */
    static void answer(SocketChannel client, int status, String json) throws IOException {
        ScriptedDaemon.say(client, """
                HTTP/1.1 %d Said\r
                Content-Type: application/json\r
                Content-Length: %d\r
                Connection: close\r
                \r
                %s""".formatted(status, json.length(), json));
    }

    @Override
    public void close() throws IOException {
        sandboxes.awaitRemovals();
        attaches.close();
        docker.close();
        daemon.close();
    }
}
