/** The WebSocket. Touches the event log. */
@NullMarked
package io.cellhive.api.stream;

import org.jspecify.annotations.NullMarked;
