/** What a reader of a job sees, numbered. Touches job and output only. */
@NullMarked
package io.cellhive.model.event;

import org.jspecify.annotations.NullMarked;
