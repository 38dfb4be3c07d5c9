package io.cellhive.worker.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OldRuncTest {
    @ParameterizedTest
    @ValueSource(strings = {"1.1.5+ds1", "1.1.12", "1.2.7", "1.3.2", "0.9.9", "unknown", ""})
    void namesAnOldOne(String version) {
        assertThat(OldRunc.concern(version)).get().asString().contains(version, "1.2.8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.8", "1.2.10", "1.3.3+ds1", "1.4.0", "2.0.0"})
    void saysNothingOfANewOne(String version) {
        assertThat(OldRunc.concern(version)).isEmpty();
    }
}
