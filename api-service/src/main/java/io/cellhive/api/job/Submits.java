package io.cellhive.api.job;

import io.cellhive.api.web.ApiSettings;
import io.cellhive.api.web.BadRequest;
import io.cellhive.backend.OutboxPublisher;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.LaneId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobSpec;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.model.session.SessionTerms;
import io.cellhive.port.JobStore;
import io.cellhive.port.JobStore.IdempotencyKey;
import io.cellhive.port.JobStore.Submission;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Checks a submit, keeps its files and puts the job into its lane. */
@Service
public class Submits {
    private final JobStore store;
    private final InputFiles files;
    private final OutboxPublisher outbox;
    private final ApiSettings settings;

    Submits(JobStore store, InputFiles files, OutboxPublisher outbox, ApiSettings settings) {
        this.store = store;
        this.files = files;
        this.outbox = outbox;
        this.settings = settings;
    }

    /** Stores and queues a job of its own; throws {@link BadRequest} naming the field when it cannot be taken. */
    public Submission submit(OwnerId owner, RuntimeName runtime, @Nullable String image, SubmitRequest request,
            ResourceLimits limits, @Nullable IdempotencyKey key) {
        String code = code("code", request.code());
        int cell = cell(request);
        return queue(owner, LaneId.of(owner),
                new JobSpec(runtime, image, code, cell, files.keep(owner, request.files()), limits), key);
    }

    /** Stores and queues a cell of this session, which says all but the code. */
    public Submission submit(SessionTerms session, SubmitRequest request, @Nullable IdempotencyKey key) {
        refuse("runtime", request.runtime());
        refuse("limits", request.limits());
        refuse("files", request.files());
        JobSpec spec = new JobSpec(session.runtime(), null, code("code", request.code()), cell(request), List.of(),
                session.limits());
        return queue(session.owner(), LaneId.of(session.id()), spec, key);
    }

    private static void refuse(String field, @Nullable Object value) {
        if (value != null) {
            throw new BadRequest(field, "is the session's own and must not be given with a sessionId");
        }
    }

    private static int cell(SubmitRequest request) {
        int cell = request.cell() == null ? 1 : request.cell();
        if (cell < 1) {
            throw new BadRequest("cell", "must be at least 1");
        }
        return cell;
    }

    private Submission queue(OwnerId owner, LaneId lane, JobSpec spec, @Nullable IdempotencyKey key) {
        Submission done = store
                .submit(Job.submitted(JobId.create(), owner, lane, spec, Clock.systemUTC().instant()), key);
        if (done instanceof Submission.Created created) {
            outbox.publish(created.released());
        }
        return done;
    }

    /** Text that the user wrote, within the limit for code. */
    public String code(String field, @Nullable String code) {
        if (code == null) {
            throw new BadRequest(field, "must be given");
        }
        if (code.length() > settings.codeBytes().toBytes()
                || code.getBytes(StandardCharsets.UTF_8).length > settings.codeBytes().toBytes()) {
            throw new BadRequest(413, field, "must be at most " + settings.codeBytes().toBytes() + " bytes");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(code)) {
            throw new BadRequest(field, "must be text: it has half of a surrogate pair");
        }
        return code;
    }

}
