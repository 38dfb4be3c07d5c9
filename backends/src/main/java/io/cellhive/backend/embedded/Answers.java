package io.cellhive.backend.embedded;

import io.cellhive.model.id.JobId;
import io.cellhive.model.job.Job;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What was answered last and its attempt can still ask for. In memory alone, as it may be a password. */
final class Answers {
    private final Map<JobId, Answered> last = new ConcurrentHashMap<>();

    private record Answered(int attempt, int number, String value) {}

    void keep(Job job, int number, String value) {
        last.put(job.id(), new Answered(job.attempt(), number, value));
    }

    Optional<String> find(Job job, int number) {
        return Optional.ofNullable(last.get(job.id()))
                .filter(answer -> answer.attempt() == job.attempt() && answer.number() == number)
                .map(Answered::value);
    }

    void forget(JobId id) {
        last.remove(id);
    }
}
