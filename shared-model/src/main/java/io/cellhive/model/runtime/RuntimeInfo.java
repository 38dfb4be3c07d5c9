package io.cellhive.model.runtime;

import io.cellhive.model.id.RuntimeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A runtime as a user may choose it.
 *
 * @param title as shown, such as "Python 3.11"
 * @param python version, such as "3.11"
 * @param packages what it contains, such as "numpy 2.3.4"
 * @param available whether some live worker can run it now
 * @param reason why it is not available, as a sentence; null when it is
 */
public record RuntimeInfo(RuntimeName name, String title, String python, List<String> packages, boolean available,
        @Nullable String reason) {}
