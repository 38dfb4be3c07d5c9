/** The API service: accepts, validates, stores, queues, streams. Never touches Docker. */
@NullMarked
package io.cellhive.api;

import org.jspecify.annotations.NullMarked;
