/** Who asks. Touches servlets only. */
@NullMarked
package io.cellhive.api.security;

import org.jspecify.annotations.NullMarked;
