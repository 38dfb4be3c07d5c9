package io.cellhive.model.session;

import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.limits.ResourceLimits;

/** What a session says for each of its cells; of the same size however many it had. */
public record SessionTerms(SessionId id, OwnerId owner, RuntimeName runtime, ResourceLimits limits) {}
