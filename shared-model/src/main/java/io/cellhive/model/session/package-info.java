/** Notebook sessions: what an interpreter's state shall be, and what is known of it. Touches ids, limits, files and job statuses. */
@NullMarked
package io.cellhive.model.session;

import org.jspecify.annotations.NullMarked;
