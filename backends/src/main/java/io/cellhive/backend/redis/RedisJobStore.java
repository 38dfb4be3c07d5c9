package io.cellhive.backend.redis;

import io.cellhive.backend.LostJob;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.id.Sha256;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobMessage;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.json.CellhiveJson;
import io.cellhive.port.JobStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.Limit;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Jobs, lanes and outbox in Redis: each step is one script. Times of leases are Redis's own, times of events the caller's. */
final class RedisJobStore implements JobStore {
    /** After this a released job that nobody claimed gets a second message: the broker may have lost the first. */
    private static final Duration PUBLISH_AGAIN = Duration.ofMinutes(5);
    private final StringRedisTemplate redis;
    private final RedisScripts scripts;
    private final Clock clock;
    private final Duration keep;

    RedisJobStore(StringRedisTemplate redis, RedisScripts scripts, Clock clock, Duration keep) {
        this.redis = redis;
        this.scripts = scripts;
        this.clock = clock;
        this.keep = keep;
    }

    @Override
    public Submission submit(Job job, @Nullable IdempotencyKey key) {
        String digest = key == null ? "" : Sha256.of(key.key().getBytes(StandardCharsets.UTF_8)).value();
        List<?> answer = scripts.list("submit", job.id(), job.owner(), job.lane(), job.spec().runtime(),
                CellhiveJson.write(job), clock.instant(), digest, key == null ? "" : key.fingerprint(),
                keep.toMillis());
        return switch ((String) answer.getFirst()) {
            case "CREATED" -> new Submission.Created(job(answer), messages((List<?>) answer.get(2)));
            case "REPEATED" -> new Submission.Repeated(job(answer));
            default -> new Submission.KeyReused();
        };
    }

    private static Job job(List<?> answer) {
        return JobFields.read((List<?>) answer.get(1)).orElseThrow();
    }

    private static List<JobMessage> messages(List<?> pairs) {
        List<JobMessage> messages = new ArrayList<>();
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            messages.add(new JobMessage(new JobId((String) pairs.get(i)), new RuntimeName((String) pairs.get(i + 1))));
        }
        return messages;
    }

    @Override
    public Optional<Job> find(JobId id) {
        return JobFields.read(Redis.asking("reading a job",
                () -> redis.<String, String>opsForHash().entries(RedisKey.JOB.of(id))));
    }

    @Override
    public List<Job> list(OwnerId owner, int limit, @Nullable JobId before) {
        Range<String> older = before == null
                ? Range.unbounded()
                : Range.leftUnbounded(Range.Bound.exclusive(before.value()));
        Set<String> ids = Redis.asking("listing jobs", () -> redis.opsForZSet()
                .reverseRangeByLex(RedisKey.OWNED.of(owner), older, Limit.limit().count(limit)));
        return ids.stream().map(id -> find(new JobId(id))).flatMap(Optional::stream).toList();
    }

    @Override
    public Optional<Integer> position(JobId id) {
        return Optional.of((int) scripts.number("position", id)).filter(place -> place > 0);
    }

    @Override
    public Claim claim(JobId id, WorkerId worker, int maxAttempts) {
        Instant now = clock.instant();
        List<?> answer = scripts.list("claim",
                JobFields.arguments(LostJob.after(maxAttempts), now, keep, id, worker, maxAttempts));
        return switch ((String) answer.getFirst()) {
            case "CLAIMED" -> new Claim.Claimed(job(answer));
            case "HELD" -> new Claim.Held(new WorkerId((String) answer.get(1)));
            case "EXHAUSTED" -> new Claim.Exhausted(messages((List<?>) answer.get(2)));
            default -> new Claim.Over();
        };
    }

    @Override
    public Step finish(JobId id, int attempt, JobResult result) {
        return step("finish", JobFields.arguments(result, clock.instant(), keep, id, attempt));
    }

    @Override
    public Step giveBack(JobId id, int attempt) {
        return step("give_back", id, attempt, clock.instant());
    }

    @Override
    public Step cancel(JobId id, Verdict verdict) {
        return step("cancel",
                JobFields.arguments(new JobResult(verdict, null, List.of()), clock.instant(), keep, id));
    }

    @Override
    public Step abandon(JobId id, Verdict verdict) {
        return step("finish",
                JobFields.arguments(new JobResult(verdict, null, List.of()), clock.instant(), keep, id, ""));
    }

    private Step step(String name, Object... arguments) {
        List<?> answer = scripts.list(name, arguments);
        boolean done = answer.getFirst().equals("DONE");
        Job job = answer.size() < 2 ? null : JobFields.read((List<?>) answer.get(1)).orElse(null);
        return new Step(done, job, done ? messages((List<?>) answer.get(2)) : List.of());
    }

    @Override
    public List<JobMessage> release() {
        return messages(scripts.list("release", PUBLISH_AGAIN.toMillis()));
    }

    @Override
    public List<JobMessage> outbox(Duration olderThan, int max) {
        return messages(scripts.list("outbox", olderThan.toMillis(), max));
    }

    @Override
    public void strike(JobId id) {
        Redis.asking("striking out a message", () -> redis.opsForZSet().remove(RedisKey.OUTBOX.toString(), id.value()));
    }
}
