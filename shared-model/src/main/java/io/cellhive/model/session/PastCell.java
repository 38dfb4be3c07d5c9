package io.cellhive.model.session;

import io.cellhive.model.id.JobId;
import io.cellhive.model.job.JobStatus;

/**
 * A cell whose effects are in a session's state. SUCCEEDED and FAILED (an exception in the user's code) can be replayed;
 * CANCELLED and TIMED_OUT were interrupted half-way: their state is kept while the container lives and cannot be rebuilt.
 */
public record PastCell(int executionCount, JobId job, JobStatus end) {}
