/** The one way records become JSON. Touches Jackson and the model. */
@NullMarked
package io.cellhive.model.json;

import org.jspecify.annotations.NullMarked;
