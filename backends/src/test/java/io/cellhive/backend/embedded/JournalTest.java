package io.cellhive.backend.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final List<String> FIRST = List.of("jobs a=1", "queue 7=ş\0\uD83D\uDC1D");
    private static final List<String> SECOND = List.of("jobs a=null");
    @TempDir
    Path folder;
    private Path path;

    @BeforeEach
    void write() throws IOException {
        path = folder.resolve("journal");
        try (Journal journal = new Journal(path)) {
            journal.note("jobs", "a", "1");
            journal.note("queue", 7L, "ş\0\uD83D\uDC1D");
            journal.endStep();
            journal.endStep();
            journal.save(journal.take());
            journal.note("jobs", "a", null);
            journal.endStep();
            journal.save(journal.take());
        }
    }

    private List<String> replayed() throws IOException {
        List<String> seen = new ArrayList<>();
        try (Journal journal = new Journal(path)) {
            journal.replay((map, key, value) -> seen.add(map + " " + key + "=" + value));
        }
        return seen;
    }

    private static List<String> both() {
        List<String> all = new ArrayList<>(FIRST);
        all.addAll(SECOND);
        return all;
    }

    @Test
    void givesBackWhatWasSavedWithItsKindsOfKeys() throws IOException {
        assertThat(replayed()).isEqualTo(both());
        try (Journal journal = new Journal(path)) {
            journal.replay((_, key, _) -> assertThat(key).isInstanceOfAny(String.class, Long.class));
        }
    }

    @Test
    void aRecordThatIsCutOffAnywhereWasNeverThere() throws IOException {
        byte[] all = Files.readAllBytes(path);
        List<List<String>> outcomes = new ArrayList<>();
        for (int length = all.length; length >= 0; length--) {
            Files.write(path, java.util.Arrays.copyOf(all, length));
            outcomes.add(replayed());
        }
        assertThat(outcomes.removeFirst()).isEqualTo(both());
        assertThat(outcomes).allSatisfy(seen -> assertThat(seen).isIn(List.of(), FIRST));
        assertThat(outcomes).contains(List.of(), FIRST);
    }

    @Test
    void aDamagedRecordEndsTheReading() throws IOException {
        byte[] all = Files.readAllBytes(path);
        for (int at = 0; at < all.length; at++) {
            byte[] damaged = all.clone();
            damaged[at] ^= 0x41;
            Files.write(path, damaged);
            assertThat(replayed()).as("byte " + at).isIn(List.of(), FIRST);
        }
    }

    @Test
    void isEmptyAfterTheMapsHaveIt() throws IOException {
        try (Journal journal = new Journal(path)) {
            journal.note("jobs", "b", "2");
            journal.endStep();
            journal.clear();
            assertThat(journal.take()).isEmpty();
            assertThat(journal.size()).isZero();
        }
        assertThat(replayed()).isEmpty();
    }
}
