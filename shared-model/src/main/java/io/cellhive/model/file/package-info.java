/** Files that go in and artifacts that come out, by SHA-256. Touches only ids. */
@NullMarked
package io.cellhive.model.file;

import org.jspecify.annotations.NullMarked;
