package io.cellhive.port;

import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.Sha256;
import java.util.Optional;

/** Bytes by SHA-256, each visible to the owners who put them. Files expire some time after they were last put or read. */
public interface FileStore {
    /** Keeps the bytes for this owner; the same bytes again are harmless. */
    Sha256 put(OwnerId owner, byte[] bytes);

    /** Empty when this owner never put them, or they have expired. */
    Optional<byte[]> get(OwnerId owner, Sha256 sha256);

    /** The size in bytes; empty like {@link #get}. */
    Optional<Long> size(OwnerId owner, Sha256 sha256);
}
