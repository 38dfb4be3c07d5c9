package io.cellhive.worker.pool;

import io.cellhive.model.limits.MemorySize;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.model.runtime.RuntimeInfo;
import io.cellhive.worker.sandbox.Images;
import io.cellhive.worker.sandbox.SandboxSpec;
import java.util.List;
import org.springframework.stereotype.Component;

/** The kinds that are warm before anybody asked: every runtime this host has, with the default limits. */
@Component
public final class KeptKinds {
    private static final long ANY_TIME_MS = 1;
    private final Images images;
    private final ResourceLimits limits;

    KeptKinds(Images images, PoolSettings settings) {
        this.images = images;
        limits = ResourceLimits.usual(MemorySize.parse(settings.memory()).orElseThrow(
                () -> new IllegalStateException("cellhive.pool.memory must be a size such as 512m")), settings.cpu(),
                ANY_TIME_MS);
    }

    public List<SandboxSpec> all() {
        return images.runtimes().stream().filter(RuntimeInfo::available)
                .map(runtime -> new SandboxSpec(images.resolve(runtime.name(), null), limits,
                        images.preload(runtime.name())))
                .toList();
    }
}
