package io.cellhive.worker.hostile;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Writes down every container of an installation from its creation on, and finds what of them is left on the host. */
final class HostTraces implements AutoCloseable {
    private static final int CGROUP_DEPTH = 6;
    private final DockerClient docker;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Set<String> volumesBefore;

    HostTraces(String installation) throws InterruptedException {
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder().build();
        docker = DockerClientImpl.getInstance(config,
                new ZerodepDockerHttpClient.Builder().dockerHost(config.getDockerHost()).build());
        volumesBefore = volumes();
        docker.eventsCmd().withEventTypeFilter(EventType.CONTAINER)
                .withLabelFilter(Map.of("io.cellhive.installation", installation)).exec(new Created()).awaitStarted();
    }

    private final class Created extends ResultCallback.Adapter<Event> {
        @Override
        public void onNext(Event event) {
            if ("create".equals(event.getAction())) {
                seen.add(event.getId());
            }
        }
    }

    int containersSeen() {
        return seen.size();
    }

    /** Containers, volumes, cgroups and processes; on a daemon elsewhere only the first two can be seen. */
    List<String> left() throws IOException {
        List<String> left = new ArrayList<>();
        docker.listContainersCmd().withShowAll(true).exec().stream().map(it -> it.getId()).filter(seen::contains)
                .forEach(id -> left.add("container " + id));
        volumes().stream().filter(volume -> !volumesBefore.contains(volume)).forEach(it -> left.add("volume " + it));
        cgroups().forEach(it -> left.add("cgroup " + it));
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            processes.filter(it -> it.getFileName().toString().matches("\\d+")).filter(it -> ofOurs(cgroup(it)))
                    .forEach(it -> left.add("process " + it));
        }
        return left;
    }

    /** Looks again when one vanished under the search: other containers come and go. */
    private List<Path> cgroups() throws IOException {
        while (true) {
            try (Stream<Path> found = Files.find(Path.of("/sys/fs/cgroup"), CGROUP_DEPTH,
                    (path, file) -> file.isDirectory() && ofOurs(path.getFileName().toString()))) {
                return found.toList();
            } catch (UncheckedIOException vanished) {
                if (!(vanished.getCause() instanceof NoSuchFileException)) {
                    throw vanished;
                }
            }
        }
    }

    private static String cgroup(Path process) {
        try {
            return Files.readString(process.resolve("cgroup"));
        } catch (IOException ended) {
            return "";
        }
    }

    private boolean ofOurs(String text) {
        return seen.stream().anyMatch(text::contains);
    }

    private Set<String> volumes() {
        Set<String> names = ConcurrentHashMap.newKeySet();
        docker.listVolumesCmd().exec().getVolumes().forEach(volume -> names.add(volume.getName()));
        return names;
    }

    @Override
    public void close() throws IOException {
        docker.close();
    }
}
