/** Problems, headers, settings. Touches Spring MVC only. */
@NullMarked
package io.cellhive.api.web;

import org.jspecify.annotations.NullMarked;
