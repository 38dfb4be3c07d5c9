/** The conversation with the runner inside a sandbox: frames, messages, one session. Touches sandbox and the model. */
@NullMarked
package io.cellhive.worker.runner;

import org.jspecify.annotations.NullMarked;
