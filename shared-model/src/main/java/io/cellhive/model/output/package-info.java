/** What a program shows: the nbformat 4.5 outputs. Touches only the JDK and Jackson. */
@NullMarked
package io.cellhive.model.output;

import org.jspecify.annotations.NullMarked;
