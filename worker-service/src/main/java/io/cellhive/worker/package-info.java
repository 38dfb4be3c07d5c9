/** The worker's main class, its settings and its wiring. May touch every package of the worker. */
@NullMarked
package io.cellhive.worker;

import org.jspecify.annotations.NullMarked;
