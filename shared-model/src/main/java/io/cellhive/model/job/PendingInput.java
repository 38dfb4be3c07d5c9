package io.cellhive.model.job;

import java.time.Instant;

/**
 * A question that a running program asks and nobody has answered.
 *
 * @param number from 1 within the attempt
 * @param prompt what the program shows; untrusted text
 * @param password whether the answer shall not be shown while it is typed, nor kept
 */
public record PendingInput(int number, String prompt, boolean password, Instant askedAt) {}
