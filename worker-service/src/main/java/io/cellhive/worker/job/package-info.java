/** Takes jobs from the queue, runs each once and says how it ended. Touches the ports, runner and sandbox; never Docker. */
@NullMarked
package io.cellhive.worker.job;

import org.jspecify.annotations.NullMarked;
