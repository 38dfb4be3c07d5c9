package io.cellhive.backend.embedded;

import io.cellhive.model.job.Job;
import io.cellhive.port.JobStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Looks out for workers. Time in which it does not look, as when the machine sleeps, counts against no job. */
final class Watch {
    private final EmbeddedWorkerRegistry registry;
    private final Clock clock;
    private Instant seen = Instant.EPOCH;
    private Instant since = Instant.EPOCH;

    Watch(EmbeddedWorkerRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** @return whether a job has waited this long, watched, while nobody offered its runtime */
    Predicate<Job> look(Duration noWorker) {
        Instant now = clock.instant();
        since = now.isAfter(seen.plus(JobStore.UNWATCHED)) ? now : since;
        seen = now;
        Instant before = now.minus(noWorker);
        return job -> Stream.of(since, job.createdAt(), registry.offered(job.spec().runtime()))
                .noneMatch(start -> start.isAfter(before));
    }
}
