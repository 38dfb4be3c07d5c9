package io.cellhive.backend.redis;

import io.cellhive.backend.LostJob;
import io.cellhive.model.file.InputFile;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.json.CellhiveJson;
import io.cellhive.model.session.Session;
import io.cellhive.model.session.SessionTerms;
import io.cellhive.port.SessionStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Sessions in Redis, in the same scripts' reach as the jobs. The time of their last use is Redis's own. */
final class RedisSessionStore implements SessionStore {
    private static final int EXPIRE_AT_ONCE = 200;
    private final StringRedisTemplate redis;
    private final RedisScripts scripts;
    private final Clock clock;
    private final Duration keep;

    /** @param keep how long the jobs of a history stay when it needs them no more */
    RedisSessionStore(StringRedisTemplate redis, RedisScripts scripts, Clock clock, Duration keep) {
        this.redis = redis;
        this.scripts = scripts;
        this.clock = clock;
        this.keep = keep;
    }

    @Override
    public Creation create(Session session, int mostPerOwner) {
        List<Object> arguments = new ArrayList<>(List.of(session.id(), session.owner(), CellhiveJson.write(session),
                session.usedAt().toEpochMilli(), mostPerOwner));
        for (InputFile file : session.files()) {
            arguments.add(file.name());
            arguments.add(CellhiveJson.write(file));
        }
        List<?> answer = scripts.list("session_create", arguments.toArray());
        return answer.getFirst().equals("CREATED")
                ? new Creation.Created(session)
                : new Creation.TooMany(sessions((List<?>) answer.get(1)));
    }

    private static List<Session> sessions(List<?> answer) {
        return answer.stream().map(SessionFields::read).flatMap(Optional::stream).toList();
    }

    @Override
    public Optional<Session> find(SessionId id) {
        return sessions(scripts.list("sessions", "session", id)).stream().findFirst();
    }

    @Override
    public Optional<SessionTerms> terms(SessionId id) {
        return SessionFields.terms(Redis.asking("reading a session", () -> redis.<String, String>opsForHash()
                .multiGet(RedisKey.SESSION.of(id), SessionFields.TERMS)));
    }

    @Override
    public List<Session> list(OwnerId owner) {
        return sessions(scripts.list("sessions", "owner", owner));
    }

    @Override
    public List<Session> held(WorkerId worker) {
        return sessions(scripts.list("sessions", "worker", worker));
    }

    @Override
    public Outcome delete(SessionId id) {
        return outcome("session_delete", dropping(LostJob.SESSION_DELETED, id, keep.toMillis()));
    }

    @Override
    public Outcome change(SessionId id, Change change) {
        return switch (change) {
            case Change.Limits(var next) -> change(id, "limits", CellhiveJson.write(next), "");
            case Change.Restart() -> change(id, "restart", "", "");
            case Change.Rewind(int before) -> change(id, "rewind", before, "");
            case Change.PutFile(var file) -> change(id, "put", file.name(), CellhiveJson.write(file));
            case Change.RemoveFile(var name) -> change(id, "remove", name, "");
        };
    }

    private Outcome change(SessionId id, String what, Object first, Object second) {
        return outcome("session_change",
                dropping(LostJob.SESSION_RESTARTED, id, what, first, second, keep.toMillis()));
    }

    private Object[] dropping(Verdict verdict, Object... before) {
        return JobFields.arguments(new JobResult(verdict, null, List.of()), clock.instant(), keep, before);
    }

    private Outcome outcome(String step, Object[] arguments) {
        List<?> answer = scripts.list(step, arguments);
        return switch ((String) answer.getFirst()) {
            case "DONE" -> done(answer);
            case "BUSY" -> new Outcome.Busy();
            default -> new Outcome.Gone();
        };
    }

    private static Outcome done(List<?> answer) {
        String stopping = (String) answer.get(2);
        return new Outcome.Done(SessionFields.read(answer.get(1)).orElseThrow(),
                stopping.isEmpty() ? null : new JobId(stopping), RedisJobStore.messages(answer.get(3)));
    }

    @Override
    public boolean park(SessionId id, WorkerId holder, long epoch) {
        return scripts.number("session_park", id, holder, epoch) == 1;
    }

    @Override
    public int expire(Instant usedBefore) {
        return (int) scripts.number("session_expire", usedBefore.toEpochMilli(), keep.toMillis(), EXPIRE_AT_ONCE);
    }
}
