package io.cellhive.model.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemorySizeTest {
    @ParameterizedTest
    @CsvSource({"512m, 536870912, 512m", "1G, 1073741824, 1g", "1024m, 1073741824, 1g", "1500, 1500, 1500",
            "64kb, 65536, 64k", "10b, 10, 10"})
    void readsAndWritesDockersSizes(String text, long bytes, String shortest) {
        assertThat(MemorySize.parse(text)).contains(bytes);
        assertThat(MemorySize.format(bytes)).isEqualTo(shortest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "-1m", "1.5g", "1t", "999999999999g", "512 m"})
    void refusesEverythingElse(String text) {
        assertThat(MemorySize.parse(text)).isEmpty();
    }
}
