package io.cellhive.backend.embedded;

import io.cellhive.model.id.JobId;
import io.cellhive.model.id.LaneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * The backlogs in memory and what of them is released; the store rebuilds it from disk. Decides who goes next: base
 * windows first, then free capacity in turn among the lanes that wait.
 */
final class Lanes {
    private final int baseWindow;
    private final Map<LaneId, SequencedSet<JobId>> waiting = new HashMap<>();
    /** The lanes that wait for free slots, the next one first; a strict lane never gets more than its window. */
    private final SequencedSet<LaneId> turns = new LinkedHashSet<>();
    private final Map<JobId, LaneId> released = new LinkedHashMap<>();
    private final Map<LaneId, Integer> counts = new HashMap<>();

    Lanes(int baseWindow) {
        this.baseWindow = baseWindow;
    }

    void add(LaneId lane, JobId job) {
        waiting.computeIfAbsent(lane, _ -> new LinkedHashSet<>()).add(job);
        if (!lane.strict()) {
            turns.add(lane);
        }
    }

    void markReleased(LaneId lane, JobId job) {
        if (released.put(job, lane) == null) {
            counts.merge(lane, 1, Integer::sum);
        }
    }

    /** The job has ended: out of its backlog, or of its lane's window. */
    void remove(LaneId lane, JobId job) {
        if (released.remove(job) != null) {
            counts.computeIfPresent(lane, (_, n) -> n > 1 ? n - 1 : null);
            return;
        }
        SequencedSet<JobId> backlog = waiting.get(lane);
        if (backlog != null && backlog.remove(job)) {
            forgetEmpty(lane, backlog);
        }
    }

    private void forgetEmpty(LaneId lane, SequencedSet<JobId> backlog) {
        if (backlog.isEmpty()) {
            waiting.remove(lane);
            turns.remove(lane);
        }
    }

    /** The jobs of a lane that are not released, in their order. */
    List<JobId> backlog(LaneId lane) {
        return List.copyOf(waiting.getOrDefault(lane, new LinkedHashSet<>()));
    }

    /**
     * Takes out of the backlogs what may go now.
     *
     * @param touched the only lane whose window may have room; null when any may
     */
    List<JobId> next(@Nullable LaneId touched, int capacity) {
        List<JobId> next = new ArrayList<>();
        for (LaneId lane : touched == null ? List.copyOf(waiting.keySet()) : List.of(touched)) {
            while (waiting.containsKey(lane) && counts.getOrDefault(lane, 0) < (lane.strict() ? 1 : baseWindow)) {
                next.add(take(lane));
            }
        }
        while (!turns.isEmpty() && released.size() < capacity) {
            next.add(take(turns.getFirst()));
        }
        return next;
    }

    private JobId take(LaneId lane) {
        SequencedSet<JobId> backlog = Objects.requireNonNull(waiting.get(lane), "a waiting lane");
        JobId job = backlog.removeFirst();
        if (turns.remove(lane)) {
            turns.addLast(lane);
        }
        forgetEmpty(lane, backlog);
        markReleased(lane, job);
        return job;
    }

    /** How many jobs were released before this one; all, when it is not released. */
    int releasedBefore(JobId job) {
        int before = 0;
        for (JobId other : released.containsKey(job) ? released.keySet() : List.<JobId>of()) {
            if (other.equals(job)) {
                return before;
            }
            before++;
        }
        return released.size();
    }

    /** From 1: released jobs not counted, then by turns as far as lanes are concerned. */
    int position(LaneId lane, JobId job) {
        if (released.containsKey(job)) {
            return 1;
        }
        int place = 1;
        for (JobId other : waiting.getOrDefault(lane, new LinkedHashSet<>())) {
            if (other.equals(job)) {
                break;
            }
            place++;
        }
        int others = 0;
        for (Map.Entry<LaneId, SequencedSet<JobId>> entry : waiting.entrySet()) {
            others += entry.getKey().equals(lane) ? 0 : Math.min(place, entry.getValue().size());
        }
        return place + others;
    }
}
