package io.cellhive.backend.embedded;

import io.cellhive.model.id.JobId;
import io.cellhive.model.id.LaneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The backlogs in memory and what of them is released; the store rebuilds it from disk. Decides who goes next: base
 * windows first, then free capacity in turn among the lanes that wait.
 */
final class Lanes {
    private final int baseWindow;
    private final Map<LaneId, Deque<JobId>> waiting = new LinkedHashMap<>();
    private final Map<JobId, LaneId> released = new HashMap<>();
    private final Map<LaneId, Integer> counts = new HashMap<>();

    Lanes(int baseWindow) {
        this.baseWindow = baseWindow;
    }

    void add(LaneId lane, JobId job) {
        waiting.computeIfAbsent(lane, _ -> new ArrayDeque<>()).addLast(job);
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
        Deque<JobId> backlog = waiting.get(lane);
        if (backlog != null && backlog.remove(job) && backlog.isEmpty()) {
            waiting.remove(lane);
        }
    }

    /** Takes out of the backlogs what may go now. */
    List<JobId> next(int capacity) {
        List<JobId> next = new ArrayList<>();
        for (LaneId lane : List.copyOf(waiting.keySet())) {
            while (waiting.containsKey(lane) && counts.getOrDefault(lane, 0) < (lane.strict() ? 1 : baseWindow)) {
                next.add(take(lane));
            }
        }
        boolean taken = true;
        while (taken && released.size() < capacity) {
            taken = false;
            for (LaneId lane : List.copyOf(waiting.keySet())) {
                if (!lane.strict() && released.size() < capacity) {
                    next.add(take(lane));
                    taken = true;
                }
            }
        }
        return next;
    }

    private JobId take(LaneId lane) {
        Deque<JobId> backlog = Objects.requireNonNull(waiting.get(lane), "a waiting lane");
        JobId job = backlog.removeFirst();
        waiting.remove(lane);
        if (!backlog.isEmpty()) {
            waiting.put(lane, backlog);
        }
        markReleased(lane, job);
        return job;
    }

    /** From 1: released jobs not counted, then by turns as far as lanes are concerned. */
    int position(LaneId lane, JobId job) {
        if (released.containsKey(job)) {
            return 1;
        }
        int own = List.copyOf(waiting.getOrDefault(lane, new ArrayDeque<>())).indexOf(job);
        int others = 0;
        for (Map.Entry<LaneId, Deque<JobId>> entry : waiting.entrySet()) {
            others += entry.getKey().equals(lane) ? 0 : Math.min(own + 1, entry.getValue().size());
        }
        return 1 + own + others;
    }
}
