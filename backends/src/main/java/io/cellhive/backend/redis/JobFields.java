package io.cellhive.backend.redis;

import io.cellhive.model.file.Artifact;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.GivenInput;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.PendingInput;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.json.CellhiveJson;
import io.cellhive.model.limits.ResourceUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A job as the fields of its hash, and a result as the arguments of a step; see finish in shared.lua. */
final class JobFields {
    private JobFields() {}

    /** @param fields name, value, name, value, …; none when there is no such job */
    static Optional<Job> read(List<?> fields) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            map.put((String) fields.get(i), (String) fields.get(i + 1));
        }
        return read(map);
    }

    static Optional<Job> read(Map<String, String> fields) {
        return Optional.ofNullable(fields.get("job")).map(json -> changed(CellhiveJson.read(json, Job.class), fields));
    }

    /** The job as it is after its first event. */
    static Job numbered(Job from, long lastSeq) {
        return new Job(from.id(), from.owner(), from.lane(), from.spec(), from.status(), from.attempt(), from.worker(),
                from.createdAt(), from.startedAt(), from.finishedAt(), from.cancelRequestedAt(), from.verdict(),
                from.usage(), from.artifacts(), from.executionCount(), from.input(), from.inputs(), lastSeq);
    }

    private static Job changed(Job from, Map<String, String> fields) {
        return new Job(from.id(), from.owner(), from.lane(), from.spec(), JobStatus.valueOf(some(fields, "status")),
                Integer.parseInt(some(fields, "attempt")), value(fields, "worker", WorkerId::new), from.createdAt(),
                value(fields, "startedAt", Instant::parse), value(fields, "finishedAt", Instant::parse),
                value(fields, "cancelRequestedAt", Instant::parse), json(fields, "verdict", Verdict.class),
                json(fields, "usage", ResourceUsage.class), artifacts(fields),
                value(fields, "executionCount", Integer::valueOf), json(fields, "input", PendingInput.class),
                inputs(fields),
                Long.parseLong(some(fields, "lastSeq")));
    }

    private static List<Artifact> artifacts(Map<String, String> fields) {
        Artifact[] read = json(fields, "artifacts", Artifact[].class);
        return read == null ? List.of() : List.of(read);
    }

    private static List<GivenInput> inputs(Map<String, String> fields) {
        String elements = fields.getOrDefault("inputs", "");
        return elements.isEmpty() ? List.of() : List.of(CellhiveJson.read("[" + elements + "]", GivenInput[].class));
    }

    private static String some(Map<String, String> fields, String name) {
        String text = fields.get(name);
        if (text == null) {
            throw new IllegalStateException("a job in Redis without " + name);
        }
        return text;
    }

    private static <T> @Nullable T json(Map<String, String> fields, String name, Class<T> type) {
        return value(fields, name, text -> text.equals("null") ? null : CellhiveJson.read(text, type));
    }

    private static <T> @Nullable T value(Map<String, String> fields, String name,
            Function<String, @Nullable T> reader) {
        String text = fields.get(name);
        return text == null || text.isEmpty() ? null : reader.apply(text);
    }

    /** The arguments of a step that may end a job; {@code before} stand before them. */
    static Object[] arguments(JobResult result, Instant now, Duration keep, Object... before) {
        Verdict verdict = result.verdict();
        List<Object> all = new ArrayList<>(List.of(before));
        all.addAll(List.of(now, verdict.status(), nullable(verdict.reason()), CellhiveJson.write(verdict.message()),
                CellhiveJson.write(verdict), nullable(result.usage()), CellhiveJson.write(result.artifacts()),
                keep.toMillis(), result.stateKept() ? 1 : 0));
        result.artifacts().forEach(artifact -> all.add(CellhiveJson.write(artifact)));
        return all.toArray();
    }

    private static String nullable(@Nullable Object value) {
        return value == null ? "null" : CellhiveJson.write(value);
    }
}
