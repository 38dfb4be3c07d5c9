/** What both backends share: settings, the outbox publisher, what expires, the words for a lost job. Touches the ports and Spring configuration only. */
@NullMarked
package io.cellhive.backend;

import org.jspecify.annotations.NullMarked;
