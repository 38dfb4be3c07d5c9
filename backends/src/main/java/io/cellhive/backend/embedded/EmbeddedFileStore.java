package io.cellhive.backend.embedded;

import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.Sha256;
import io.cellhive.port.BackendUnavailable;
import io.cellhive.port.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.h2.mvstore.MVMap;

/** One file on disk per content; a map says who may see it and when it was last used. */
final class EmbeddedFileStore implements FileStore {
    private final Disk disk;
    private final Clock clock;
    private final MVMap<String, String> uses;

    EmbeddedFileStore(Disk disk, Clock clock) {
        this.disk = disk;
        this.clock = clock;
        uses = disk.map("files");
    }

    @Override
    public Sha256 put(OwnerId owner, byte[] bytes) {
        Sha256 sha256 = Sha256.of(bytes);
        return disk.step(() -> {
            try {
                if (!Files.exists(path(sha256))) {
                    Path partial = Files.createTempFile(disk.folder().resolve("files"), "partial", null);
                    Files.write(partial, bytes);
                    Files.move(partial, path(sha256), StandardCopyOption.ATOMIC_MOVE);
                }
            } catch (IOException cause) {
                throw new BackendUnavailable("The data directory " + disk.folder(), "writing a file", cause);
            }
            uses.put(sha256 + "/" + owner, Long.toString(clock.millis()));
            return sha256;
        });
    }

    @Override
    public Optional<byte[]> get(OwnerId owner, Sha256 sha256) {
        return disk.soon(() -> {
            if (!uses.containsKey(sha256 + "/" + owner)) {
                return Optional.empty();
            }
            uses.put(sha256 + "/" + owner, Long.toString(clock.millis()));
            try {
                return Optional.of(Files.readAllBytes(path(sha256)));
            } catch (IOException cause) {
                throw new BackendUnavailable("The data directory " + disk.folder(), "reading a file", cause);
            }
        });
    }

    @Override
    public Optional<Long> size(OwnerId owner, Sha256 sha256) {
        try {
            return uses.containsKey(sha256 + "/" + owner) ? Optional.of(Files.size(path(sha256))) : Optional.empty();
        } catch (IOException cause) {
            throw new BackendUnavailable("The data directory " + disk.folder(), "reading a file", cause);
        }
    }

    /** Forgets what nobody used since then. */
    void expire(Instant before) {
        disk.step(() -> {
            for (String use : uses.keySet().stream()
                    .filter(use -> Long.parseLong(uses.getOrDefault(use, "0")) < before.toEpochMilli()).toList()) {
                uses.remove(use);
                String sha256 = use.substring(0, use.indexOf('/'));
                String next = uses.ceilingKey(sha256 + "/");
                if (next == null || !next.startsWith(sha256)) {
                    path(new Sha256(sha256)).toFile().delete();
                }
            }
            return true;
        });
    }

    private Path path(Sha256 sha256) {
        return disk.folder().resolve("files").resolve(sha256.value());
    }
}
