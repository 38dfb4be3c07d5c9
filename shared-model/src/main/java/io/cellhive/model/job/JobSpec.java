package io.cellhive.model.job;

import io.cellhive.model.file.InputFile;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.limits.ResourceLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to run. Checked once by the API; a worker trusts its shape, never its code.
 *
 * @param image an image to use in place of the runtime's own; null for the runtime's own
 * @param cell the number that tracebacks name, from 1
 */
public record JobSpec(RuntimeName runtime, @Nullable String image, String code, int cell, List<InputFile> files,
        ResourceLimits limits) {
    public JobSpec {
        files = List.copyOf(files);
    }
}
