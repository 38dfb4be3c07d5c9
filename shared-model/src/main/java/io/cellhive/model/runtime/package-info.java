/** The catalogue of images a job can ask for. Touches only ids. */
@NullMarked
package io.cellhive.model.runtime;

import org.jspecify.annotations.NullMarked;
