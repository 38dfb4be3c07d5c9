package io.cellhive.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cellhive.backend.contract.EventLogContract;
import io.cellhive.backend.contract.FileStoreContract;
import io.cellhive.backend.contract.InputContract;
import io.cellhive.backend.contract.JobStoreContract;
import io.cellhive.backend.contract.Samples;
import io.cellhive.backend.contract.SessionQueriesContract;
import io.cellhive.backend.contract.SessionRacesContract;
import io.cellhive.backend.contract.SessionStoreContract;
import io.cellhive.backend.contract.UnservedContract;
import io.cellhive.backend.contract.WorkerRegistryContract;
import io.cellhive.backend.contract.WorkerSignalsContract;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.LaneId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.SessionId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobMessage;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.Verdict;
import io.cellhive.port.BackendUnavailable;
import io.cellhive.port.EventLog;
import io.cellhive.port.FileStore;
import io.cellhive.port.JobStore;
import io.cellhive.port.SessionQueries;
import io.cellhive.port.SessionStore;
import io.cellhive.port.WorkerRegistry;
import io.cellhive.port.WorkerSignals;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.testcontainers.containers.GenericContainer;

/** The contracts, over a real Redis, and what only a shared store has to do. */
class RedisBackendIT {
    @SuppressWarnings("resource") // closed after all
    private static final GenericContainer<?> REDIS = new GenericContainer<>("redis:7").withExposedPorts(6379);
    private static final WorkerId A = WorkerId.create();
    private static final WorkerId B = WorkerId.create();
    private static LettuceConnectionFactory connections;
    private static RedisBackend backend;
    private static RedisBackend otherNode;

    @BeforeAll
    static void start() {
        REDIS.start();
        connections = new LettuceConnectionFactory(
                new RedisStandaloneConfiguration(REDIS.getHost(), REDIS.getMappedPort(6379)),
                LettuceClientConfiguration.builder().commandTimeout(Duration.ofSeconds(2)).build());
        connections.afterPropertiesSet();
        connections.start();
        backend = new RedisBackend(connections, Clock.systemUTC(), 2, Duration.ofHours(1));
        otherNode = new RedisBackend(connections, Clock.systemUTC(), 2, Duration.ofHours(1));
    }

    @AfterAll
    static void stop() throws Exception {
        backend.close();
        otherNode.close();
        connections.destroy();
        REDIS.stop();
    }

    @BeforeEach
    void forget() {
        new StringRedisTemplate(connections).execute((org.springframework.data.redis.core.RedisCallback<?>) redis -> {
            redis.serverCommands().flushAll();
            return null;
        });
    }

    @Nested
    class Jobs extends JobStoreContract {
        @Override
        protected JobStore store() {
            return backend.jobs();
        }

        @Override
        protected EventLog log() {
            return backend.events();
        }

        @Override
        protected WorkerRegistry registry() {
            return backend.workers();
        }
    }

    @Nested
    class Sessions extends SessionStoreContract {
        @Override
        protected SessionStore sessions() {
            return backend.sessions();
        }

        @Override
        protected JobStore jobs() {
            return backend.jobs();
        }

        @Override
        protected WorkerRegistry registry() {
            return backend.workers();
        }
    }

    @Nested
    class Races extends SessionRacesContract {
        @Override
        protected SessionStore sessions() {
            return otherNode.sessions();
        }

        @Override
        protected JobStore jobs() {
            return backend.jobs();
        }

        @Override
        protected EventLog log() {
            return backend.events();
        }

        @Override
        protected WorkerRegistry registry() {
            return backend.workers();
        }
    }

    @Nested
    class Waiting extends UnservedContract {
        @Override
        protected JobStore store() {
            return backend.jobs();
        }

        @Override
        protected SessionStore sessions() {
            return backend.sessions();
        }

        @Override
        protected EventLog log() {
            return backend.events();
        }

        @Override
        protected WorkerRegistry registry() {
            return backend.workers();
        }
    }

    @Nested
    class Inputs extends InputContract {
        @Override
        protected JobStore store() {
            return backend.jobs();
        }

        @Override
        protected EventLog log() {
            return backend.events();
        }
    }

    @Nested
    class Queries extends SessionQueriesContract {
        @Override
        protected SessionQueries queries() {
            return backend.queries();
        }
    }

    @Nested
    class Events extends EventLogContract {
        @Override
        protected JobStore store() {
            return backend.jobs();
        }

        @Override
        protected EventLog log() {
            return backend.events();
        }
    }

    @Nested
    class Files extends FileStoreContract {
        @Override
        protected FileStore files() {
            return backend.files();
        }
    }

    @Nested
    class Workers extends WorkerRegistryContract {
        @Override
        protected WorkerRegistry registry() {
            return backend.workers();
        }
    }

    @Nested
    class Signals extends WorkerSignalsContract {
        @Override
        protected WorkerSignals signals() {
            return backend.workerSignals();
        }
    }

    @Test
    void releasesAJobAgainWhenItsWorkerIsDead() {
        Job job = Samples.aJob(OwnerId.create());
        backend.jobs().submit(job, null);
        backend.jobs().strike(List.of(job.id()));
        WorkerId worker = WorkerId.create();
        backend.workers().heartbeat(Samples.aWorker(worker, 1), Duration.ofSeconds(3));
        backend.jobs().claim(job.id(), worker, 3);
        assertThat(backend.jobs().release()).isEmpty();

        await().atMost(Duration.ofSeconds(30)).until(() -> backend.workers().live().isEmpty());
        assertThat(backend.jobs().release()).extracting(JobMessage::jobId).containsExactly(job.id());
        assertThat(backend.jobs().release()).isEmpty();
        assertThat(backend.jobs().outbox(Duration.ZERO, 9)).extracting(JobMessage::jobId).containsExactly(job.id());
    }

    @Test
    void aJobIsReleasedAgainEachTimeItsWorkerDies() {
        JobId job = runningOn(A, Duration.ofMillis(300));
        awaitReleased(job);
        backend.workers().heartbeat(Samples.aWorker(A, 1), Duration.ofMillis(300));
        assertThat(backend.jobs().release()).isEmpty();
        awaitReleased(job);
    }

    /** Every lease has ended, and it is no worker's fault: who was slower to come back than another keeps what it runs. */
    @Test
    void nobodyIsDeadJustAfterRedisWasAway() {
        JobId job = runningOn(A, Duration.ofMillis(100));
        await().atMost(Duration.ofSeconds(30)).until(() -> backend.workers().live().isEmpty());
        backend.workers().heartbeat(Samples.aWorker(B, 1), Duration.ofSeconds(20));

        assertThat(backend.jobs().release()).isEmpty();
        assertThat(backend.jobs().claim(job, B, 3)).isEqualTo(new JobStore.Claim.Held(A));

        forgetGrace();
        assertThat(backend.jobs().release()).extracting(JobMessage::jobId).containsExactly(job);
        assertThat(backend.jobs().claim(job, B, 3)).isInstanceOf(JobStore.Claim.Claimed.class);
    }

    @Test
    void timeInWhichNobodyLooksForUnservedJobsEndsNone() {
        Job job = Samples.aJob(OwnerId.create());
        backend.jobs().submit(job, null);
        lookedAnHourLongUntil(job, JobStore.UNWATCHED.plusSeconds(1));
        assertThat(backend.jobs().endUnserved(Duration.ofMinutes(10)).jobs()).isEmpty();

        lookedAnHourLongUntil(job, JobStore.UNWATCHED.minusSeconds(9));
        assertThat(otherNode.jobs().endUnserved(Duration.ofMinutes(10)).jobs()).containsExactly(job.id());
    }

    private static void lookedAnHourLongUntil(Job job, Duration ago) {
        StringRedisTemplate redis = new StringRedisTemplate(connections);
        long hour = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
        redis.opsForZSet().add(RedisKey.OPEN.toString(), job.id().value(), hour);
        redis.opsForHash().putAll(RedisKey.WATCH.toString(), Map.of("since", String.valueOf(hour), "seen",
                String.valueOf(System.currentTimeMillis() - ago.toMillis())));
    }

    private static void forgetGrace() {
        new StringRedisTemplate(connections).delete(RedisKey.GRACE.toString());
    }

    private static JobId runningOn(WorkerId worker, Duration lease) {
        Job job = Samples.aJob(OwnerId.create());
        backend.workers().heartbeat(Samples.aWorker(worker, 1), lease);
        backend.jobs().submit(job, null);
        backend.jobs().strike(List.of(job.id()));
        backend.jobs().claim(job.id(), worker, 3);
        return job.id();
    }

    private static void awaitReleased(JobId job) {
        await().atMost(Duration.ofSeconds(30)).until(() -> backend.jobs().release().stream()
                .anyMatch(message -> message.jobId().equals(job)));
    }

    @Test
    void everythingOfAnEndedJobExpires() {
        StringRedisTemplate redis = new StringRedisTemplate(connections);
        Job job = Samples.aJob(OwnerId.create());
        backend.jobs().submit(job, new JobStore.IdempotencyKey("k", "f"));
        backend.jobs().claim(job.id(), WorkerId.create(), 3);
        backend.jobs().finish(job.id(), 1, JobStore.LastWords.NONE,
                new JobResult(new Verdict(JobStatus.SUCCEEDED, null, "Done."), null, List.of()));
        backend.files().put(job.owner(), new byte[]{1});

        assertThat(redis.keys("*")).allSatisfy(key -> assertThat(key.equals(RedisKey.TURN.toString())
                || redis.getExpire(key) > 3000).as(key).isTrue());
    }

    @Test
    void aHistoryKeepsTheJobsItNeedsAndNoneWhenItsSessionIsGone() {
        StringRedisTemplate redis = new StringRedisTemplate(connections);
        SessionId id = SessionId.create();
        OwnerId owner = OwnerId.create();
        WorkerId worker = WorkerId.create();
        backend.workers().heartbeat(Samples.aWorker(worker, 1), Duration.ofMinutes(1));
        backend.sessions().create(Samples.aSession(id, owner), 9);
        List<Job> cells = IntStream.range(0, 3).mapToObj(_ -> Samples.aJob(owner, LaneId.of(id))).toList();
        cells.forEach(cell -> {
            backend.jobs().submit(cell, null);
            backend.jobs().claim(cell.id(), worker, 3);
            backend.jobs().finish(cell.id(), 1, JobStore.LastWords.NONE,
                    new JobResult(new Verdict(JobStatus.SUCCEEDED, null, "Done."), null, List.of(), true));
        });
        assertThat(cells).allMatch(cell -> redis.getExpire(RedisKey.JOB.of(cell.id())) == -1);

        backend.sessions().change(id, new SessionStore.Change.Rewind(3));
        assertThat(redis.getExpire(RedisKey.JOB.of(cells.get(2).id()))).isPositive();
        assertThat(redis.getExpire(RedisKey.JOB.of(cells.get(1).id()))).isEqualTo(-1);
        backend.sessions().delete(id);
        assertThat(cells).allMatch(cell -> redis.getExpire(RedisKey.JOB.of(cell.id())) > 0);
        assertThat(redis.keys("*session*")).isEmpty();
        assertThat(redis.keys("*held*")).isEmpty();
    }

    @Test
    void saysThatRedisIsAwayAndFindsItAgain() throws Exception {
        Job job = Samples.aJob(OwnerId.create());
        REDIS.getDockerClient().pauseContainerCmd(REDIS.getContainerId()).exec();
        try {
            assertThatThrownBy(() -> backend.jobs().submit(job, null)).isInstanceOf(BackendUnavailable.class)
                    .hasMessageContaining("Redis");
        } finally {
            REDIS.getDockerClient().unpauseContainerCmd(REDIS.getContainerId()).exec();
        }
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions()
                .until(() -> backend.jobs().find(job.id()).isPresent() || backend.jobs().submit(job, null) != null);
    }
}
