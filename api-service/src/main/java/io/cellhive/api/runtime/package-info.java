/** What can be chosen: runtimes and limits. Touches the registry. */
@NullMarked
package io.cellhive.api.runtime;

import org.jspecify.annotations.NullMarked;
