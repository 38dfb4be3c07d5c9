package io.cellhive.api.runtime;

import io.cellhive.api.job.LimitPolicy;
import io.cellhive.api.web.ApiSettings;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.model.runtime.RuntimeInfo;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a page offers: runtimes, sizes and quotas. */
@RestController
@RequestMapping("/api/v1")
class CatalogueController {
    private final Catalogue catalogue;
    private final LimitPolicy policy;
    private final ApiSettings settings;

    CatalogueController(Catalogue catalogue, LimitPolicy policy, ApiSettings settings) {
        this.catalogue = catalogue;
        this.policy = policy;
        this.settings = settings;
    }

    record Runtimes(List<RuntimeInfo> runtimes) {}

    record Upload(long totalBytes, long singleFileBytes, long codeBytes) {}

    record Presets(List<String> memory, List<Double> cpu) {}

    record Limits(Upload upload, Presets presets, ResourceLimits defaults, ResourceLimits max) {}

    @GetMapping("/runtimes")
    Runtimes runtimes() {
        return new Runtimes(catalogue.all());
    }

    @GetMapping("/limits")
    Limits limits() {
        return new Limits(
                new Upload(settings.totalUploadLimit().toBytes(), settings.singleFileLimit().toBytes(),
                        settings.codeBytes().toBytes()),
                new Presets(LimitPolicy.MEMORY, LimitPolicy.CPU), policy.defaults(), policy.max());
    }
}
