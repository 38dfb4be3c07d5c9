/** One JVM with the API, a worker and the embedded backend. Touches only the two services' configurations. */
@NullMarked
package io.cellhive.standalone;

import org.jspecify.annotations.NullMarked;
