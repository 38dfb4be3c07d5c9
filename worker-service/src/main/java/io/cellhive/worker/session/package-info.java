/** Live sessions of this worker: containers that hold an interpreter from cell to cell. Touches ports, runner and sandbox; never jobs' queues. */
@NullMarked
package io.cellhive.worker.session;

import org.jspecify.annotations.NullMarked;
