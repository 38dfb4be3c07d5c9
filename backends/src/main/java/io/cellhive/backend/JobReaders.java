package io.cellhive.backend;

import io.cellhive.model.id.JobId;
import io.cellhive.port.Subscription;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Who waits on this node for more of a job's log. Readers are woken on threads of their own. */
public final class JobReaders implements AutoCloseable {
    private final Map<String, List<Runnable>> listeners = new ConcurrentHashMap<>();
    private final ExecutorService wakes = Executors.newVirtualThreadPerTaskExecutor();

    /** Until it is closed, the reader is woken whenever there may be more. */
    public Subscription subscribe(JobId id, Runnable onMore) {
        listeners.compute(id.value(), (_, all) -> {
            List<Runnable> more = all == null ? new CopyOnWriteArrayList<>() : all;
            more.add(onMore);
            return more;
        });
        return () -> listeners.computeIfPresent(id.value(), (_, all) -> {
            all.remove(onMore);
            return all.isEmpty() ? null : all;
        });
    }

    /** There may be more of this job. */
    public void wake(String id) {
        listeners.getOrDefault(id, List.of()).forEach(wakes::execute);
    }

    /** There may be more of any job. */
    public void wakeAll() {
        listeners.keySet().forEach(this::wake);
    }

    @Override
    public void close() {
        wakes.shutdownNow();
    }
}
