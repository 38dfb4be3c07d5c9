/** What a job may use and what it used, and how a sentence says it. Touches only the JDK and validation annotations. */
@NullMarked
package io.cellhive.model.limits;

import org.jspecify.annotations.NullMarked;
