package io.cellhive.backend.redis;

import io.cellhive.backend.ExpectedWait;
import io.cellhive.backend.LostJob;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.id.Sha256;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobMessage;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.json.CellhiveJson;
import io.cellhive.port.JobStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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
    private static final int UNSERVED_AT_ONCE = 100;
    /** Stands in the words of an end for the runtime, which only the step knows; none has capitals in its name. */
    private static final String ITS_RUNTIME = "RUNTIME";
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
    public Submission submit(Job fresh, @Nullable IdempotencyKey key) {
        String digest = key == null ? "" : Sha256.of(key.key().getBytes(StandardCharsets.UTF_8)).value();
        Job job = JobFields.numbered(fresh, 1);
        List<?> answer = scripts.list("submit", job.id(), job.owner(), job.lane(), job.spec().runtime(),
                CellhiveJson.write(job), clock.instant(), digest, key == null ? "" : key.fingerprint(),
                keep.toMillis());
        return switch ((String) answer.getFirst()) {
            case "CREATED" -> new Submission.Created(job, messages(answer.get(1)),
                    place((List<?>) answer.get(2)).orElse(Place.NEXT));
            case "NO_SESSION" -> new Submission.NoSession();
            case "REPEATED" -> new Submission.Repeated(job(answer));
            default -> new Submission.KeyReused();
        };
    }

    private static Job job(List<?> answer) {
        return JobFields.read((List<?>) answer.get(1)).orElseThrow();
    }

    /** @param triples job, runtime and holder or nothing, and so on */
    static List<JobMessage> messages(Object triples) {
        List<?> texts = (List<?>) triples;
        List<JobMessage> messages = new ArrayList<>();
        for (int i = 0; i + 2 < texts.size(); i += 3) {
            String holder = (String) texts.get(i + 2);
            messages.add(new JobMessage(new JobId((String) texts.get(i)), new RuntimeName((String) texts.get(i + 1)),
                    holder.isEmpty() ? null : new WorkerId(holder)));
        }
        return messages;
    }

    @Override
    public Optional<Job> find(JobId id) {
        return JobFields.read(Redis.asking("reading a job",
                () -> redis.<String, String>opsForHash().entries(RedisKey.JOB.of(id))));
    }

    @Override
    public Optional<Ended> ended(JobId id) {
        List<?> answer = scripts.list("ended", id);
        return answer.isEmpty()
                ? Optional.empty()
                : JobFields.read((List<?>) answer.get(0))
                        .map(job -> new Ended(job, RedisEventLog.events((List<?>) answer.get(1), 0)));
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
    public Optional<Place> place(JobId id) {
        return place(scripts.list("place", id));
    }

    private static Optional<Place> place(List<?> answer) {
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        long position = (Long) answer.get(0);
        String mean = (String) answer.get(3);
        return Optional.of(new Place((int) position, mean.isEmpty()
                ? null
                : ExpectedWait.of((Long) answer.get(1), ((Long) answer.get(2)).intValue(), Double.parseDouble(mean))));
    }

    @Override
    public Claim claim(JobId id, WorkerId worker, int maxAttempts) {
        Instant now = clock.instant();
        Object[] lost = JobFields.arguments(LostJob.after(maxAttempts), now, keep, id, worker, maxAttempts);
        JobResult gone = new JobResult(LostJob.SESSION_DELETED, null, List.of());
        List<?> answer = scripts.list("claim", JobFields.arguments(gone, now, keep, lost));
        return switch ((String) answer.getFirst()) {
            case "CLAIMED" -> new Claim.Claimed(job(answer), SessionFields.read(answer.get(2)).orElse(null),
                    ((String) answer.get(3)).isEmpty() ? null : new WorkerId((String) answer.get(3)));
            case "HELD" -> new Claim.Held(new WorkerId((String) answer.get(1)));
            case "ELSEWHERE" -> new Claim.Elsewhere(messages(answer.get(2)));
            case "EXHAUSTED" -> new Claim.Exhausted(messages(answer.get(2)));
            default -> new Claim.Over();
        };
    }

    @Override
    public Step finish(JobId id, int attempt, LastWords last, JobResult result) {
        List<Object> before = new ArrayList<>(List.of(id, attempt, last.after(), last.told().size()));
        last.told().forEach(event -> before.add(RedisEventLog.text(event)));
        return step("finish", JobFields.arguments(result, clock.instant(), keep, before.toArray()));
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
                JobFields.arguments(new JobResult(verdict, null, List.of()), clock.instant(), keep, id, "", 0, 0));
    }

    private Step step(String name, Object... arguments) {
        List<?> answer = scripts.list(name, arguments);
        if (answer.getFirst().equals("GAP")) {
            throw RedisEventLog.gap((JobId) arguments[0]);
        }
        boolean done = answer.getFirst().equals("DONE");
        Job job = answer.size() < 2 ? null : JobFields.read((List<?>) answer.get(1)).orElse(null);
        return new Step(done, job, done ? messages(answer.get(2)) : List.of());
    }

    @Override
    public Optional<Integer> ask(JobId id, int attempt, String prompt, boolean password) {
        long number = scripts.number("ask", id, attempt, clock.instant(), CellhiveJson.write(prompt), password);
        return number == 0 ? Optional.empty() : Optional.of((int) number);
    }

    @Override
    public Step answer(JobId id, int number, String value) {
        return step("answer", id, number, clock.instant(), value, CellhiveJson.write(value));
    }

    @Override
    public Optional<String> takeAnswer(JobId id, int attempt, int number) {
        List<String> fields = Redis.asking("reading an answer", () -> redis.<String, String>opsForHash()
                .multiGet(RedisKey.JOB.of(id), List.of("status", "answered", "answer")));
        boolean there = JobStatus.RUNNING.name().equals(fields.get(0))
                && (attempt + " " + number).equals(fields.get(1));
        return there ? Optional.ofNullable(fields.get(2)) : Optional.empty();
    }

    @Override
    public Unserved endUnserved(Duration noWorker) {
        List<?> answer = scripts.list("unserved", JobFields.arguments(LostJob.unserved(noWorker, ITS_RUNTIME),
                clock.instant(), keep, noWorker.toMillis(), UNWATCHED.toMillis(), UNSERVED_AT_ONCE));
        return new Unserved(((List<?>) answer.get(0)).stream().map(id -> new JobId((String) id)).toList(),
                messages(answer.get(1)));
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
    public void strike(Collection<JobId> ids) {
        Object[] members = ids.stream().map(JobId::value).toArray();
        Redis.asking("striking out messages", () -> redis.opsForZSet().remove(RedisKey.OUTBOX.toString(), members));
    }
}
