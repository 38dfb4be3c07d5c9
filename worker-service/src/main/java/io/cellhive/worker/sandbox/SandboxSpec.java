package io.cellhive.worker.sandbox;

import io.cellhive.model.id.JobId;
import io.cellhive.model.limits.ResourceLimits;

/** What a sandbox shall be: which image, whose job and which caps. */
public record SandboxSpec(String image, JobId job, ResourceLimits limits) {}
