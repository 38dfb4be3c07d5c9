/** Heartbeat, Docker watch, reaper and the worker's life. Touches job and sandbox; never Docker. */
@NullMarked
package io.cellhive.worker.health;

import org.jspecify.annotations.NullMarked;
