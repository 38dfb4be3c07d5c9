/** Jobs over HTTP. Touches the ports. */
@NullMarked
package io.cellhive.api.job;

import org.jspecify.annotations.NullMarked;
