package io.cellhive.worker.sandbox;

import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.runtime.RuntimeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The images this host can run. Nothing is pulled or built. */
public interface Images {
    /**
     * The image for a job of this runtime.
     *
     * @param override what the job asks for in place of the runtime's own image, or null
     * @throws ImageMissing if no image of this host fits
     */
    String resolve(RuntimeName runtime, @Nullable String override);

    /** Modules that a sandbox of this runtime imports ahead, when it is made ahead. */
    List<String> preload(RuntimeName runtime);

    /** Every runtime of the settings, and whether its image is there. */
    List<RuntimeInfo> runtimes();
}
