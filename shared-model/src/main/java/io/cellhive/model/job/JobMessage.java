package io.cellhive.model.job;

import io.cellhive.model.id.JobId;
import io.cellhive.model.id.RuntimeName;

/** What travels on the broker: which job, and the queue it belongs to. Everything else is read from the store. */
public record JobMessage(JobId jobId, RuntimeName runtime) {}
