package io.cellhive.backend.embedded;

import io.cellhive.model.json.CellhiveJson;
import io.cellhive.port.BackendUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.DataType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file of ordered maps with JSON texts in them, and a {@link Journal} of what it lacks. Steps are done one at a time and
 * reach the journal in their order, several in one write when they come together; the maps' file is written now and then.
 * What is on disk is safe against a killed process, not against a power cut.
 */
final class Disk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Disk.class);
    /** why "async": an interrupt of a thread that reads or writes closes any other kind of file, and with it the store. */
    private static final String NOT_CLOSED_BY_INTERRUPTS = "async:";
    private static final Duration SOON = Duration.ofMillis(5);
    /** How long the maps' file may be behind. Longer makes each write of it longer, and steps wait for that. */
    private static final Duration BEHIND = Duration.ofMillis(200);
    private final MVStore store;
    private final Path folder;
    private final Journal journal;
    private final ScheduledExecutorService writer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("disk").factory());
    /** Held before this object's own lock, never the other way round. */
    private final Object writing = new Object();
    private long done;
    private long written;
    private boolean promised;
    private boolean replaying;
    /** The journal could not be written; until it can, nothing is changed. */
    private volatile boolean refusing;

    Disk(Path folder) {
        this.folder = folder;
        MVStore opened = null;
        try {
            Files.createDirectories(folder.resolve("files"));
            // why first: it tells whether another process has the folder.
            opened = new MVStore.Builder().fileName(NOT_CLOSED_BY_INTERRUPTS + folder.resolve("backend.mv.db"))
                    .autoCommitDisabled().open();
            store = opened;
            store.setVersionsToKeep(0);
            journal = new Journal(folder.resolve("backend.journal"));
            catchUp();
        } catch (IOException | MVStoreException cause) {
            if (opened != null) {
                opened.closeImmediately();
            }
            throw new BackendUnavailable("The data directory " + folder, "opening", cause);
        }
    }

    private void catchUp() throws IOException {
        replaying = true;
        journal.replay((name, key, value) -> {
            MVMap<Object, String> map = map(name);
            if (value == null) {
                map.remove(key);
            } else {
                map.put(key, value);
            }
        });
        replaying = false;
        store.commit();
        journal.clear();
    }

    <K> MVMap<K, String> map(String name) {
        return store.openMap(name, new MVMap.BasicBuilder<MVMap<K, String>, K, String>() {
            @Override
            protected MVMap<K, String> create(Map<String, Object> config) {
                return new Journaled<>(config, getKeyType(), getValueType());
            }
        });
    }

    /** A map whose every change is in the journal, too. */
    private final class Journaled<K> extends MVMap<K, String> {
        Journaled(Map<String, Object> config, DataType<K> keys, DataType<String> values) {
            super(config, keys, values);
        }

        @Override
        public String operate(K key, @Nullable String value, DecisionMaker<? super String> change) {
            if (change != DecisionMaker.PUT && change != DecisionMaker.REMOVE) {
                throw new UnsupportedOperationException("put and remove are all that the journal knows");
            }
            String before = super.operate(key, value, change);
            if (!replaying) {
                journal.note(getName(), key, value);
            }
            return before;
        }

        @Override
        public void clear() {
            throw new UnsupportedOperationException("put and remove are all that the journal knows");
        }
    }

    Path folder() {
        return folder;
    }

    /** Does the step alone; it is on disk when this returns. */
    <T> T step(Supplier<T> step) {
        writeWhatFailed();
        T result;
        long mine;
        synchronized (this) {
            result = apply(step);
            mine = done;
        }
        write(mine);
        return result;
    }

    /**
     * Does the step alone; it is on disk a few milliseconds later, never before the steps that came first. For what a crash
     * may undo because the rest would then be made again in the same way.
     */
    <T> T soon(Supplier<T> step) {
        writeWhatFailed();
        synchronized (this) {
            T result = apply(step);
            if (!promised) {
                promised = true;
                long mine = done;
                writer.schedule(() -> write(mine), SOON.toMillis(), TimeUnit.MILLISECONDS);
            }
            return result;
        }
    }

    /** Looks between two steps. */
    synchronized <T> T look(Supplier<T> question) {
        return question.get();
    }

    private <T> T apply(Supplier<T> step) {
        done++;
        try {
            return step.get();
        } catch (MVStoreException | UncheckedIOException cause) {
            throw unwritten(cause);
        } finally {
            journal.endStep();
        }
    }

    private BackendUnavailable unwritten(Exception cause) {
        return new BackendUnavailable("The data directory " + folder, "writing", cause);
    }

    private void writeWhatFailed() {
        if (refusing) {
            write(Long.MAX_VALUE);
        }
    }

    /** Whoever comes first writes for all whose steps are done by then. */
    private void write(long mine) {
        synchronized (writing) {
            if (mine <= written) {
                return;
            }
            byte[] records;
            long upTo;
            synchronized (this) {
                records = journal.take();
                upTo = done;
                promised = false;
            }
            boolean first = journal.size() == 0;
            try {
                journal.save(records);
            } catch (IOException cause) {
                refusing = true;
                throw unwritten(cause);
            }
            refusing = false;
            written = upTo;
            if (first) {
                writer.schedule(this::writeMaps, BEHIND.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** why all steps wait: half a step must not get into the maps' file while its record is not in the journal. */
    private void writeMaps() {
        synchronized (writing) {
            synchronized (this) {
                try {
                    store.commit();
                    journal.clear();
                    written = done;
                    promised = false;
                    refusing = false;
                } catch (IOException | MVStoreException cause) {
                    LOG.error("The data directory {} cannot be written; what it lacks is in its journal.", folder,
                            cause);
                }
            }
        }
    }

    static <T> T read(String json, Class<T> type) {
        return CellhiveJson.read(json, type);
    }

    @Override
    public void close() {
        writer.shutdownNow();
        writeMaps();
        synchronized (this) {
            store.close();
            try {
                journal.close();
            } catch (IOException closing) {
                LOG.debug("closing the journal: {}", closing.toString());
            }
        }
    }
}
