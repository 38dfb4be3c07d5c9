/** What a worker says about itself. Touches only ids. */
@NullMarked
package io.cellhive.model.worker;

import org.jspecify.annotations.NullMarked;
