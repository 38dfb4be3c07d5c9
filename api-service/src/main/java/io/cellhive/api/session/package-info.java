/** Notebook sessions over HTTP. Touches the session store and its questions; never a worker. */
@NullMarked
package io.cellhive.api.session;

import org.jspecify.annotations.NullMarked;
