package io.cellhive.backend.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.backend.contract.JobStoreContract;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.LaneId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.Sha256;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobMessage;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.Verdict;
import io.cellhive.port.EventLog;
import io.cellhive.port.JobQueue.DeadLetter;
import io.cellhive.port.JobQueue.Delivery;
import io.cellhive.port.JobStore;
import io.cellhive.port.WorkerRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedJobStoreTest extends JobStoreContract {
    @TempDir
    Path folder;
    private EmbeddedBackend backend;

    @BeforeEach
    void open() {
        backend = new EmbeddedBackend(folder, Clock.systemUTC(), 2);
    }

    @AfterEach
    void close() {
        backend.close();
    }

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

    @Test
    void fiftyQueuedJobsAreStillThereInOrderAfterARestart() {
        List<Job> jobs = IntStream.range(0, 50).mapToObj(_ -> aJob(owner, LaneId.of(owner))).toList();
        jobs.forEach(job -> submit(job).released().forEach(backend.queue()::publish));
        List<JobId> ran = new CopyOnWriteArrayList<>();

        backend.close();
        open();
        backend.queue().consume(List.of(jobs.getFirst().spec().runtime()), 1, delivery -> {
            ran.add(delivery.message().jobId());
            JobStore.Step end = backend.jobs().abandon(delivery.message().jobId(),
                    new Verdict(JobStatus.CANCELLED, null, "."));
            end.released().forEach(backend.queue()::publish);
            delivery.ack();
        });

        await().atMost(Duration.ofSeconds(20)).until(() -> ran.size() >= 50);
        assertThat(ran).containsExactlyElementsOf(jobs.stream().map(Job::id).toList());
    }

    @Test
    void deliversAgainWhatWasNotSettledAndBuriesWhatIsRejected() {
        Job job = submit(aJob(owner, LaneId.of(owner))).job();
        List<Delivery> deliveries = new CopyOnWriteArrayList<>();
        List<DeadLetter> dead = new CopyOnWriteArrayList<>();
        backend.queue().onDeadLetter(dead::add);
        backend.queue().publish(new JobMessage(job.id(), job.spec().runtime()));
        backend.queue().consume(List.of(job.spec().runtime()), 1, deliveries::add);

        await().until(() -> deliveries.size() == 1);
        assertThat(deliveries.getFirst().redelivered()).isFalse();
        deliveries.getFirst().giveBack();
        await().until(() -> deliveries.size() == 2);
        assertThat(deliveries.getLast().redelivered()).isTrue();
        deliveries.getLast().reject();

        assertThat(dead).extracting(DeadLetter::jobId).containsExactly(job.id());
    }

    @Test
    void aFileIsVisibleToItsOwnersOnlyAndOutlivesARestart() {
        Sha256 sha256 = backend.files().put(owner, new byte[]{1, 2, 3});
        backend.close();
        open();

        assertThat(backend.files().get(owner, sha256)).contains(new byte[]{1, 2, 3});
        assertThat(backend.files().size(owner, sha256)).contains(3L);
        assertThat(backend.files().get(OwnerId.create(), sha256)).isEmpty();
    }
}
