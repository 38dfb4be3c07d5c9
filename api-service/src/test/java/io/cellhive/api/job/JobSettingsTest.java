package io.cellhive.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class JobSettingsTest {
    private static JobSettings with(String noWorker) {
        return new Binder(new MapConfigurationPropertySource(Map.of("cellhive.jobs.no-worker", noWorker)))
                .bindOrCreate("cellhive.jobs", JobSettings.class);
    }

    @ParameterizedTest
    @CsvSource({"59s, false", "1m, true", "7d, true", "169h, false", "-1m, false"})
    void theWaitForAWorkerIsAMinuteToAWeek(String noWorker, boolean taken) {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            assertThat(factory.getValidator().validate(with(noWorker)).isEmpty()).isEqualTo(taken);
        }
    }
}
