/** What a job is, which statuses it has and which moves are legal. Touches the other model packages only. */
@NullMarked
package io.cellhive.model.job;

import org.jspecify.annotations.NullMarked;
