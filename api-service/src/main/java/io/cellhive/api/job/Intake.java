package io.cellhive.api.job;

import io.cellhive.api.runtime.Catalogue;
import io.cellhive.api.web.BadRequest;
import io.cellhive.api.web.NotFound;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.Sha256;
import io.cellhive.model.job.Job;
import io.cellhive.model.json.CellhiveJson;
import io.cellhive.port.JobStore;
import io.cellhive.port.JobStore.IdempotencyKey;
import io.cellhive.port.JobStore.Place;
import io.cellhive.port.JobStore.Submission;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Takes a submit as it came over the wire, by whichever door. */
@Service
public class Intake {
    private static final int LONGEST_KEY = 200;
    private final Submits submits;
    private final OwnSessions sessions;
    private final LimitPolicy policy;
    private final Catalogue catalogue;
    private final JobStore store;

    Intake(Submits submits, OwnSessions sessions, LimitPolicy policy, Catalogue catalogue, JobStore store) {
        this.submits = submits;
        this.sessions = sessions;
        this.policy = policy;
        this.catalogue = catalogue;
        this.store = store;
    }

    /** The job of a submit, and whether it is a new one or that of the same submit before. */
    public record Taken(JobView job, boolean created) {}

    /**
     * Stores and queues what this owner submits.
     *
     * @param key makes a repeat harmless; null: each submit is a new job
     * @throws BadRequest naming the field when it cannot be taken
     * @throws NotFound when the owner has no such session
     */
    public Taken take(OwnerId owner, SubmitRequest request, @Nullable String key) {
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw new BadRequest("Idempotency-Key", "must have 1 to " + LONGEST_KEY + " characters");
        }
        IdempotencyKey once = key == null ? null : new IdempotencyKey(key, fingerprint(request));
        Submission done = request.sessionId() == null
                ? submits.submit(owner, catalogue.chosen(request.runtime()), null, request,
                        policy.of(request.limits()), once)
                : submits.submit(sessions.terms(owner, request.sessionId()), request, once);
        return switch (done) {
            case Submission.Created(Job job, _, Place place) -> new Taken(JobView.of(job, place), true);
            case Submission.Repeated(Job job) -> new Taken(JobView.of(job, store), false);
            case Submission.NoSession() -> throw new NotFound("session");
            case Submission.KeyReused() -> throw new BadRequest(422, "Idempotency-Key", "was used for another request");
        };
    }

    private static String fingerprint(SubmitRequest request) {
        return Sha256.of(CellhiveJson.write(request).getBytes(StandardCharsets.UTF_8)).value();
    }
}
