package io.cellhive.api.job;

import io.cellhive.api.security.Owners;
import io.cellhive.api.web.NotFound;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.job.Job;
import io.cellhive.port.JobStore;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

/** Finds jobs of the asking owner; anybody else's do not exist. */
@Component
class OwnJobs {
    private final JobStore store;

    OwnJobs(JobStore store) {
        this.store = store;
    }

    /** @throws NotFound also for what is no id */
    Job job(HttpServletRequest who, String id) {
        OwnerId owner = Owners.of(who);
        try {
            return store.find(new JobId(id)).filter(job -> job.owner().equals(owner))
                    .orElseThrow(() -> new NotFound("job"));
        } catch (IllegalArgumentException noId) {
            throw new NotFound("job");
        }
    }
}
