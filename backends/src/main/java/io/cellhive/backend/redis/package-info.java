/** The stores, registry and signals over Redis. The only place that imports Spring Data Redis; touches model and ports. */
@NullMarked
package io.cellhive.backend.redis;

import org.jspecify.annotations.NullMarked;
