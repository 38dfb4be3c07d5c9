/** Sandboxes made ahead of their jobs. Touches the sandbox ports and the runner's first word only. */
@NullMarked
package io.cellhive.worker.pool;

import org.jspecify.annotations.NullMarked;
