package io.cellhive.backend.embedded;

import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.job.JobMessage;
import io.cellhive.model.json.CellhiveJson;
import io.cellhive.port.JobQueue;
import io.cellhive.port.Subscription;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.h2.mvstore.MVMap;

/**
 * Queues on disk: what was not settled when the process ended is delivered again at the next start. A message is written a
 * moment after it was published; until its strike-out, which is written later still, the outbox has it too.
 */
final class EmbeddedJobQueue implements JobQueue {
    private static final int DELIVERY_LIMIT = 5;

    private final Disk disk;
    private final MVMap<Long, String> stored;
    private final MVMap<Long, String> dead;
    private final Map<RuntimeName, BlockingDeque<Entry>> ready = new ConcurrentHashMap<>();
    private final List<Consumer<DeadLetter>> deadHandlers = new CopyOnWriteArrayList<>();

    EmbeddedJobQueue(Disk disk) {
        this.disk = disk;
        stored = disk.map("queue");
        dead = disk.map("dead-letters");
        stored.forEach((turn, json) -> {
            Entry entry = new Entry(turn, Disk.read(json, Kept.class));
            line(entry.kept.message().runtime()).addLast(entry);
        });
    }

    @Override
    public void publish(JobMessage message) {
        Entry entry = disk.soon(() -> {
            Long last = stored.lastKey();
            Entry added = new Entry(last == null ? 1L : last + 1, new Kept(message, 0));
            stored.put(added.turn, CellhiveJson.write(added.kept));
            return added;
        });
        line(message.runtime()).addLast(entry);
    }

    private BlockingDeque<Entry> line(RuntimeName runtime) {
        return ready.computeIfAbsent(runtime, _ -> new LinkedBlockingDeque<>());
    }

    @Override
    public Subscription consume(Collection<RuntimeName> runtimes, int prefetch, Consumer<Delivery> handler) {
        List<Thread> threads = runtimes.stream()
                .map(runtime -> Thread.ofVirtual().name("queue-" + runtime)
                        .start(() -> deliver(line(runtime), new Semaphore(prefetch), handler)))
                .toList();
        return () -> threads.forEach(Thread::interrupt);
    }

    private void deliver(BlockingDeque<Entry> line, Semaphore room, Consumer<Delivery> handler) {
        try {
            while (true) {
                room.acquire();
                Entry entry = line.takeFirst();
                Entry delivered = new Entry(entry.turn, new Kept(entry.kept.message(), entry.kept.deliveries() + 1));
                disk.soon(() -> stored.put(entry.turn, CellhiveJson.write(delivered.kept)) == null);
                if (delivered.kept.deliveries() > DELIVERY_LIMIT) {
                    room.release();
                    bury(delivered, "delivered " + DELIVERY_LIMIT + " times");
                } else {
                    handler.accept(new Held(delivered, line, room));
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
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

    /** What lies on disk. */
    record Kept(JobMessage message, int deliveries) {}

    private record Entry(long turn, Kept kept) {}

    private final class Held implements Delivery {
        private final Entry entry;
        private final BlockingDeque<Entry> line;
        private final Semaphore room;
        private final AtomicBoolean settled = new AtomicBoolean();

        Held(Entry entry, BlockingDeque<Entry> line, Semaphore room) {
            this.entry = entry;
            this.line = line;
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
            settle(() -> line.addFirst(entry));
        }

        @Override
        public void reject() {
            settle(() -> bury(entry, "rejected"));
        }

        private void settle(Runnable how) {
            if (settled.compareAndSet(false, true)) {
                how.run();
                room.release();
            }
        }
    }
}
