/** The compatibility door POST /execute. Touches jobs only. */
@NullMarked
package io.cellhive.api.execute;

import org.jspecify.annotations.NullMarked;
