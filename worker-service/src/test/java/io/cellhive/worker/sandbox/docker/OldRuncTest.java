package io.cellhive.worker.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The worker and the front door's doctor must not say different things of one version. */
class OldRuncTest {
    private static final String DOCTOR = ". ../standalone/front-door/doctor.sh && runc_fixed \"$1\"";

    @ParameterizedTest
    @ValueSource(strings = {"1.1.5+ds1", "1.1.12", "1.1.12-0ubuntu2~22.04.1", "1.2.7", "1.3.0", "1.3.2", "1.3.0-rc.2",
            "1.4.0-rc.1", "1.4.0-rc.2+dev", "1.4.0~rc2", "1.0.3", "0.9.9", "unknown", ""})
    void namesAnOldOne(String version) throws IOException, InterruptedException {
        assertThat(OldRunc.concern(version)).get().asString()
                .startsWith("runc " + version + " may be older than the fixes")
                .contains("1.2.8", "1.3.3", "1.4.0");
        assertThat(doctorsAnswer(version)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.8", "1.2.10", "1.3.3+ds1", "1.3.10", "1.4.0-rc.3", "1.4.0-rc.10", "1.4.0",
            "1.4.0-0ubuntu1", "1.4.1-rc.1", "1.5.0-rc.1", "1.10.0", "2.0.0"})
    void saysNothingOfANewOne(String version) throws IOException, InterruptedException {
        assertThat(OldRunc.concern(version)).isEmpty();
        assertThat(doctorsAnswer(version)).isZero();
    }

    private static int doctorsAnswer(String version) throws IOException, InterruptedException {
        return new ProcessBuilder("bash", "-c", DOCTOR, "doctor", version).inheritIO().start().waitFor();
    }
}
