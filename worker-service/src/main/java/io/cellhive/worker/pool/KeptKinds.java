package io.cellhive.worker.pool;

import io.cellhive.model.limits.MemorySize;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.model.runtime.RuntimeInfo;
import io.cellhive.worker.sandbox.Images;
import io.cellhive.worker.sandbox.SandboxSpec;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The kinds that are warm before anybody asked: every runtime this host has, with the default limits. */
@Component
public final class KeptKinds {
    /** Wall clock and output do not make a kind. */
    private static final long ANY = 1;
    private final Images images;
    private final ResourceLimits limits;
    private final int each;

    KeptKinds(Images images, PoolSettings settings) {
        this.images = images;
        each = settings.each();
        limits = new ResourceLimits(MemorySize.parse(settings.memory()).orElseThrow(
                () -> new IllegalStateException("cellhive.pool.memory must be a size such as 512m")), settings.cpu(),
                ANY, settings.processes(), ANY, settings.workspace().toBytes());
    }

    private List<RuntimeInfo> plainFirst() {
        return images.runtimes().stream().sorted(Comparator.comparing(it -> !images.preload(it.name()).isEmpty()))
                .toList();
    }

    /** How many of each: of a runtime with modules to import, those come first and one bare one beside them. */
    public Map<SandboxSpec, Integer> all() {
        Map<SandboxSpec, Integer> kept = new LinkedHashMap<>();
        for (RuntimeInfo runtime : plainFirst()) {
            if (runtime.available()) {
                String image = images.resolve(runtime.name(), null);
                List<String> preload = images.preload(runtime.name());
                if (!preload.isEmpty()) {
                    kept.put(new SandboxSpec(image, limits, preload), each);
                }
                kept.put(new SandboxSpec(image, limits, List.of()), preload.isEmpty() ? each : Math.min(each, 1));
            }
        }
        return kept;
    }
}
