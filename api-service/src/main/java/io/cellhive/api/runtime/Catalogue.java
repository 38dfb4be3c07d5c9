package io.cellhive.api.runtime;

import io.cellhive.api.web.BadRequest;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.runtime.RuntimeInfo;
import io.cellhive.model.worker.WorkerStatus;
import io.cellhive.model.worker.WorkerStatus.Health;
import io.cellhive.port.WorkerRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which runtimes there are, from what the live workers say; the standard ones are known without any worker. */
@Component
public class Catalogue {
    private static final Map<String, String> STANDARD = Map.of("python", "Python 3.11", "base", "Base", "ml", "ML");
    /** A new worker's runtimes, and a lost daemon, are known a second later. */
    private static final Duration FRESH = Duration.ofSeconds(1);
    private final WorkerRegistry workers;
    private volatile @Nullable Known known;

    Catalogue(WorkerRegistry workers) {
        this.workers = workers;
    }

    private record Known(List<WorkerStatus> live, Set<RuntimeName> names, long at) {}

    /** Every runtime by name; available if some live worker has it. */
    public List<RuntimeInfo> all() {
        return runtimes(workers.live());
    }

    private static List<RuntimeInfo> runtimes(List<WorkerStatus> live) {
        Map<RuntimeName, RuntimeInfo> found = new TreeMap<>();
        for (WorkerStatus worker : live) {
            for (RuntimeInfo runtime : worker.runtimes()) {
                found.merge(runtime.name(), runtime, (one, two) -> one.available() ? one : two);
            }
        }
        STANDARD.forEach((name, title) -> found.putIfAbsent(new RuntimeName(name), new RuntimeInfo(
                new RuntimeName(name), title, "3.11", List.of(), false, whyMissing(live))));
        return List.copyOf(found.values());
    }

    private static String whyMissing(List<WorkerStatus> live) {
        Set<Health> seen = live.stream().map(WorkerStatus::health).collect(Collectors.toSet());
        if (seen.contains(Health.READY)) {
            return "No worker has this runtime.";
        }
        return seen.contains(Health.PAUSED) || seen.contains(Health.DOCKER_DOWN)
                ? "No worker can run anything right now; they try again by themselves."
                : "No worker is running.";
    }

    public List<RuntimeName> names() {
        return all().stream().map(RuntimeInfo::name).toList();
    }

    public Optional<RuntimeName> known(String name) {
        return recent().names().stream().filter(runtime -> runtime.value().equals(name)).findFirst();
    }

    /** Every submit asks, so it is read once a second only. */
    private Known recent() {
        Known before = known;
        if (before == null || System.nanoTime() - before.at() > FRESH.toNanos()) {
            List<WorkerStatus> live = workers.live();
            before = new Known(live, runtimes(live).stream().map(RuntimeInfo::name).collect(Collectors.toSet()),
                    System.nanoTime());
            known = before;
        }
        return before;
    }

    /** The runtime that a request names, or the usual one; throws {@link BadRequest} when there is no such. */
    public RuntimeName chosen(@Nullable String name) {
        return known(name == null ? "python" : name)
                .orElseThrow(() -> new BadRequest("runtime", "must be one of " + names()));
    }

    /** Whether no worker can run anything because its Docker daemon does not answer. */
    public boolean dockerDown() {
        List<WorkerStatus> live = recent().live();
        return live.stream().anyMatch(w -> w.health() == Health.DOCKER_DOWN)
                && live.stream().noneMatch(w -> w.health() == Health.READY);
    }
}
