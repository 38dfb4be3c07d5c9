/** What the services need from a backend: stores, queue, registry, signals. Touches the model only; never a technology. */
@NullMarked
package io.cellhive.port;

import org.jspecify.annotations.NullMarked;
