package io.cellhive.backend.embedded;

import io.cellhive.model.json.CellhiveJson;
import io.cellhive.port.BackendUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * One file of ordered maps with JSON texts in them. A step is done under one lock and is on disk, against a killed
 * process, when it returns.
 */
final class Disk implements AutoCloseable {
    private final MVStore store;
    private final Path folder;

    Disk(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder.resolve("files"));
            store = new MVStore.Builder().fileName(folder.resolve("backend.mv.db").toString()).autoCommitDisabled()
                    .open();
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

    /** Does the step alone and writes it down. */
    synchronized <T> T step(Supplier<T> step) {
        T result;
        try {
            result = step.get();
            store.commit();
        } catch (MVStoreException cause) {
            store.rollback();
            throw new BackendUnavailable("The data directory " + folder, "writing", cause);
        } catch (UncheckedIOException cause) {
            throw new BackendUnavailable("The data directory " + folder, "writing", cause);
        }
        return result;
    }

    static <T> T read(String json, Class<T> type) {
        return CellhiveJson.read(json, type);
    }

    @Override
    public synchronized void close() {
        store.close();
    }
}
