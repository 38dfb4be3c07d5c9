package io.cellhive.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.Sha256;
import io.cellhive.port.FileStore;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every file store must do. */
public abstract class FileStoreContract {
    private final OwnerId owner = OwnerId.create();

    protected abstract FileStore files();

    @Test
    void keepsEveryByte() {
        byte[] bytes = new byte[1_000_000];
        new Random(1).nextBytes(bytes);
        Sha256 sha256 = files().put(owner, bytes);

        assertThat(sha256).isEqualTo(Sha256.of(bytes));
        assertThat(files().get(owner, sha256)).hasValueSatisfying(read -> assertThat(read).isEqualTo(bytes));
        assertThat(files().size(owner, sha256)).contains(1_000_000L);
    }

    @Test
    void keepsAnEmptyFile() {
        Sha256 sha256 = files().put(owner, new byte[0]);
        assertThat(files().get(owner, sha256)).hasValueSatisfying(read -> assertThat(read).isEmpty());
        assertThat(files().size(owner, sha256)).contains(0L);
    }

    @Test
    void showsAFileToThoseWhoPutItOnly() {
        OwnerId other = OwnerId.create();
        byte[] bytes = owner.value().getBytes();
        Sha256 sha256 = files().put(owner, bytes);
        assertThat(files().get(other, sha256)).isEmpty();
        assertThat(files().size(other, sha256)).isEmpty();

        files().put(other, bytes);
        assertThat(files().get(other, sha256)).isPresent();
        assertThat(files().get(owner, sha256)).isPresent();
    }
}
