package io.cellhive.backend.embedded;

import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.JobMessage;
import io.cellhive.model.json.CellhiveJson;
import io.cellhive.port.BackendUnavailable;
import io.cellhive.port.JobQueue;
import io.cellhive.port.Subscription;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues on disk: what was not settled when the process ended is delivered again at the next start, to any worker. A message
 * is written a moment after it was published; until its strike-out, which is written later still, the outbox has it too.
 */
final class EmbeddedJobQueue implements JobQueue, AutoCloseable {
    private static final int DELIVERY_LIMIT = 5;
    private static final Duration OWN_WITHIN = Duration.ofSeconds(2);
    private static final Duration AGAIN = Duration.ofMillis(500);
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedJobQueue.class);

    private final Disk disk;
    private final MVMap<Long, String> stored;
    private final MVMap<Long, String> dead;
    private final Map<Name, BlockingDeque<Entry>> ready = new ConcurrentHashMap<>();
    private final List<Consumer<DeadLetter>> deadHandlers = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("queue-clock").factory());

    EmbeddedJobQueue(Disk disk) {
        this.disk = disk;
        stored = disk.map("queue");
        dead = disk.map("dead-letters");
        stored.forEach((turn, json) -> {
            Entry entry = new Entry(turn, Disk.read(json, Kept.class));
            line(new Name(entry.kept.message().runtime(), null)).addLast(entry);
        });
    }

    /** A queue's name; the worker is null for the one that any worker reads. */
    private record Name(RuntimeName runtime, @Nullable WorkerId worker) {}

    @Override
    public void publish(JobMessage message) {
        Entry entry = disk.soon(() -> {
            Long last = stored.lastKey();
            Entry added = new Entry(last == null ? 1L : last + 1, new Kept(message, 0));
            stored.put(added.turn, CellhiveJson.write(added.kept));
            return added;
        });
        BlockingDeque<Entry> own = ready.get(new Name(message.runtime(), message.holder()));
        if (message.holder() == null || own == null) {
            line(new Name(message.runtime(), null)).addLast(entry);
            return;
        }
        own.addLast(entry);
        clock.schedule(() -> {
            if (own.remove(entry)) {
                line(new Name(message.runtime(), null)).addLast(entry);
            }
        }, OWN_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public List<JobMessage> publish(List<JobMessage> messages) {
        messages.forEach(this::publish);
        return messages;
    }

    private BlockingDeque<Entry> line(Name name) {
        return ready.computeIfAbsent(name, _ -> new LinkedBlockingDeque<>());
    }

    @Override
    public Subscription consume(Collection<RuntimeName> runtimes, int prefetch, Consumer<Delivery> handler) {
        return consume(runtimes, runtime -> new Name(runtime, null), prefetch, handler);
    }

    @Override
    public Subscription consumeOwn(WorkerId me, Collection<RuntimeName> runtimes, int prefetch,
            Consumer<Delivery> handler) {
        Subscription consuming = consume(runtimes, runtime -> new Name(runtime, me), prefetch, handler);
        return () -> {
            consuming.close();
            runtimes.forEach(runtime -> ready.remove(new Name(runtime, me)));
        };
    }

    private Subscription consume(Collection<RuntimeName> runtimes, Function<RuntimeName, Name> name, int prefetch,
            Consumer<Delivery> handler) {
        List<Thread> threads = runtimes.stream().map(runtime -> {
            BlockingDeque<Entry> line = line(name.apply(runtime));
            return Thread.ofVirtual().name("queue-" + runtime)
                    .start(() -> deliver(line, new Semaphore(prefetch), handler));
        }).toList();
        return () -> threads.forEach(Thread::interrupt);
    }

    private void deliver(BlockingDeque<Entry> line, Semaphore room, Consumer<Delivery> handler) {
        try {
            while (true) {
                room.acquire();
                Entry entry = line.takeFirst();
                try {
                    deliver(entry, room, handler);
                } catch (BackendUnavailable full) {
                    LOG.warn("job {} waits: {}", entry.kept.message().jobId(), full.getMessage());
                    room.release();
                    line.addFirst(entry);
                    Thread.sleep(AGAIN);
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(Entry entry, Semaphore room, Consumer<Delivery> handler) {
        Entry delivered = new Entry(entry.turn, new Kept(entry.kept.message(), entry.kept.deliveries() + 1));
        if (delivered.kept.deliveries() > DELIVERY_LIMIT) {
            bury(delivered, "delivered " + DELIVERY_LIMIT + " times");
            room.release();
            return;
        }
        disk.soon(() -> stored.put(entry.turn, CellhiveJson.write(delivered.kept)) == null);
        handler.accept(new Held(delivered, room));
    }

    private void bury(Entry entry, String why) {
        disk.step(() -> {
            stored.remove(entry.turn);
            dead.put(entry.turn, CellhiveJson.write(entry.kept));
            return true;
        });
        deadHandlers.stream().findFirst()
                .ifPresent(handler -> handler.accept(new DeadLetter(entry.kept.message().jobId(), why)));
    }

    @Override
    public Subscription onDeadLetter(Consumer<DeadLetter> handler) {
        deadHandlers.add(handler);
        return () -> deadHandlers.remove(handler);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** What lies on disk. */
    record Kept(JobMessage message, int deliveries) {}

    private record Entry(long turn, Kept kept) {}

    private final class Held implements Delivery {
        private final Entry entry;
        private final Semaphore room;
        private final AtomicBoolean settled = new AtomicBoolean();

        Held(Entry entry, Semaphore room) {
            this.entry = entry;
            this.room = room;
        }

        @Override
        public JobMessage message() {
            return entry.kept.message();
        }

        @Override
        public boolean redelivered() {
            return entry.kept.deliveries() > 1;
        }

        @Override
        public void ack() {
            settle(() -> disk.soon(() -> stored.remove(entry.turn) == null));
        }

        @Override
        public void giveBack() {
            settle(() -> line(new Name(message().runtime(), null)).addFirst(entry));
        }

        @Override
        public void reject() {
            settle(() -> bury(entry, "rejected"));
        }

        private void settle(Runnable how) {
            if (settled.compareAndSet(false, true)) {
                try {
                    how.run();
                } finally {
                    room.release();
                }
            }
        }
    }
}
