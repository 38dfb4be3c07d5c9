package io.cellhive.backend.embedded;

import io.cellhive.model.json.CellhiveJson;
import io.cellhive.port.BackendUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * One file of ordered maps with JSON texts in them. Steps are done one at a time and reach the disk in their order, several
 * in one write when they come together. What is on disk is safe against a killed process, not against a power cut.
 */
final class Disk implements AutoCloseable {
    private static final Duration SOON = Duration.ofMillis(5);
    private final MVStore store;
    private final Path folder;
    private final ScheduledExecutorService writer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("disk").factory());
    private final Object writing = new Object();
    private long done;
    private long written;
    private boolean promised;

    Disk(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder.resolve("files"));
            store = new MVStore.Builder().fileName(CalmFilePath.of(folder.resolve("backend.mv.db")))
                    .autoCommitDisabled().open();
        } catch (IOException | MVStoreException cause) {
            throw new BackendUnavailable("The data directory " + folder, "opening", cause);
        }
        store.setVersionsToKeep(0);
    }

    <K> MVMap<K, String> map(String name) {
        return store.openMap(name);
    }

    Path folder() {
        return folder;
    }

    /** Does the step alone; it is on disk when this returns. */
    <T> T step(Supplier<T> step) {
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
    synchronized <T> T soon(Supplier<T> step) {
        T result = apply(step);
        if (!promised) {
            promised = true;
            long mine = done;
            writer.schedule(() -> write(mine), SOON.toMillis(), TimeUnit.MILLISECONDS);
        }
        return result;
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
            throw new BackendUnavailable("The data directory " + folder, "writing", cause);
        }
    }

    /** Whoever comes first writes for all whose steps are done by then. */
    private void write(long mine) {
        synchronized (writing) {
            if (mine <= written) {
                return;
            }
            synchronized (this) {
                try {
                    store.commit();
                } catch (MVStoreException cause) {
                    store.rollback();
                    throw new BackendUnavailable("The data directory " + folder, "writing", cause);
                }
                written = done;
                promised = false;
            }
        }
    }

    static <T> T read(String json, Class<T> type) {
        return CellhiveJson.read(json, type);
    }

    @Override
    public void close() {
        writer.shutdownNow();
        synchronized (this) {
            store.close();
        }
    }
}
