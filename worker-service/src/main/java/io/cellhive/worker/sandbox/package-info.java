/** What the worker needs from a container technology. Touches the model only; never a technology. */
@NullMarked
package io.cellhive.worker.sandbox;

import org.jspecify.annotations.NullMarked;
