/** Uploads and downloads. Touches the file store. */
@NullMarked
package io.cellhive.api.file;

import org.jspecify.annotations.NullMarked;
