package io.cellhive.api.job;

import io.cellhive.api.web.ApiSettings;
import io.cellhive.api.web.BadRequest;
import io.cellhive.backend.OutboxPublisher;
import io.cellhive.model.file.FileName;
import io.cellhive.model.file.InputFile;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.LaneId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.id.Sha256;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobSpec;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.port.FileStore;
import io.cellhive.port.JobStore;
import io.cellhive.port.JobStore.IdempotencyKey;
import io.cellhive.port.JobStore.Submission;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Checks a submit, keeps its files and puts the job into its lane. Sizes are counted before anything is decoded. */
@Service
public class Submits {
    private static final int MAX_FILES = 100;
    private final JobStore store;
    private final FileStore files;
    private final OutboxPublisher outbox;
    private final ApiSettings settings;

    Submits(JobStore store, FileStore files, OutboxPublisher outbox, ApiSettings settings) {
        this.store = store;
        this.files = files;
        this.outbox = outbox;
        this.settings = settings;
    }

    /** Stores and queues the job; throws {@link BadRequest} naming the field when it cannot be taken. */
    public Submission submit(OwnerId owner, RuntimeName runtime, @Nullable String image, SubmitRequest request,
            ResourceLimits limits, @Nullable IdempotencyKey key) {
        String code = code(request.code());
        int cell = request.cell() == null ? 1 : request.cell();
        if (cell < 1) {
            throw new BadRequest("cell", "must be at least 1");
        }
        List<InputFile> inputs = inputs(owner, request.files() == null ? List.of() : request.files());
        JobSpec spec = new JobSpec(runtime, image, code, cell, inputs, limits);
        Submission done = store.submit(
                Job.submitted(JobId.create(), owner, LaneId.of(owner), spec, Clock.systemUTC().instant()), key);
        if (done instanceof Submission.Created created) {
            outbox.publish(created.released());
        }
        return done;
    }

    private String code(@Nullable String code) {
        if (code == null) {
            throw new BadRequest("code", "must be given");
        }
        if (code.length() > settings.codeBytes().toBytes()
                || code.getBytes(StandardCharsets.UTF_8).length > settings.codeBytes().toBytes()) {
            throw new BadRequest(413, "code", "must be at most " + settings.codeBytes().toBytes() + " bytes");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(code)) {
            throw new BadRequest("code", "must be text: it has half of a surrogate pair");
        }
        return code;
    }

    private List<InputFile> inputs(OwnerId owner, List<SubmitRequest.@Nullable WireFile> wire) {
        if (wire.size() > MAX_FILES) {
            throw new BadRequest("files", "must be at most " + MAX_FILES);
        }
        List<Checked> checked = new ArrayList<>();
        Set<FileName> names = new HashSet<>();
        long total = 0;
        for (int i = 0; i < wire.size(); i++) {
            Checked file = check(owner, "files[" + i + "]", wire.get(i));
            if (!names.add(file.name())) {
                throw new BadRequest("files[" + i + "].name", "is there twice");
            }
            total += file.size();
            if (total > settings.totalUploadLimit().toBytes()) {
                throw new BadRequest(413, "files",
                        "must be at most " + settings.totalUploadLimit().toBytes() + " bytes together");
            }
            checked.add(file);
        }
        return checked.stream().map(file -> file.stored(owner, files)).toList();
    }

    private Checked check(OwnerId owner, String field, SubmitRequest.@Nullable WireFile file) {
        if (file == null || (file.data() == null) == (file.sha256() == null)) {
            throw new BadRequest(field, "must have a name and one of data and sha256");
        }
        FileName name = name(field + ".name", file.name());
        if (file.data() != null) {
            String data = file.data();
            long size = decodedSize(data);
            sized(field + ".data", size);
            try {
                return new Checked(name, size, Base64.getDecoder().decode(data), null);
            } catch (IllegalArgumentException bad) {
                throw new BadRequest(field + ".data", "must be base64");
            }
        }
        Sha256 sha256 = sha256(field + ".sha256", String.valueOf(file.sha256()));
        long size = files.size(owner, sha256)
                .orElseThrow(() -> new BadRequest(field + ".sha256", "is not a file you uploaded, or it has expired"));
        return new Checked(name, size, null, sha256);
    }

    /** Refuses a single file that is too large: with that limit off, one that no job could have. */
    public void sized(String field, long size) {
        long single = settings.singleFileLimit().toBytes();
        long limit = single > 0 ? single : settings.totalUploadLimit().toBytes();
        if (size > limit) {
            throw new BadRequest(413, field, "must be at most " + limit + " bytes");
        }
    }

    private static long decodedSize(String base64) {
        int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
        return Math.max(0, base64.length() * 3L / 4 - padding);
    }

    private static FileName name(String field, @Nullable String name) {
        try {
            return new FileName(name == null ? "" : name);
        } catch (IllegalArgumentException bad) {
            throw new BadRequest(field, String.valueOf(bad.getMessage()));
        }
    }

    private static Sha256 sha256(String field, String text) {
        try {
            return new Sha256(text);
        } catch (IllegalArgumentException bad) {
            throw new BadRequest(field, "must be 64 lower-case hexadecimal digits");
        }
    }

    private record Checked(FileName name, long size, byte @Nullable [] bytes, @Nullable Sha256 known) {
        InputFile stored(OwnerId owner, FileStore files) {
            if (known != null) {
                return new InputFile(name, known, size);
            }
            byte[] data = bytes == null ? new byte[0] : bytes;
            return new InputFile(name, files.put(owner, data), data.length);
        }
    }
}
