/** The ports on disk, in one process. The only package that touches H2 MVStore. */
@NullMarked
package io.cellhive.backend.embedded;

import org.jspecify.annotations.NullMarked;
