/** Names of things, one type each. Touches only the JDK and Jackson annotations. */
@NullMarked
package io.cellhive.model.id;

import org.jspecify.annotations.NullMarked;
