/** Sandboxes as Docker containers, the only place that imports docker-java. Touches sandbox and the runner's codec. */
@NullMarked
package io.cellhive.worker.sandbox.docker;

import org.jspecify.annotations.NullMarked;
