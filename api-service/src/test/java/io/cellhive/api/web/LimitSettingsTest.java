package io.cellhive.api.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class LimitSettingsTest {
    private static LimitSettings with(String setting, String value) {
        return new Binder(new MapConfigurationPropertySource(Map.of(setting, value)))
                .bindOrCreate("cellhive.limits", LimitSettings.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cellhive.limits.output", "cellhive.limits.workspace"})
    void aSizeThatIsNotPositiveIsNamed(String setting) {
        assertThatThrownBy(() -> with(setting, "0MB")).rootCause().hasMessage(setting + " must be more than 0");
        assertThatThrownBy(() -> with(setting, "-1MB")).rootCause().hasMessage(setting + " must be more than 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cellhive.limits.output", "cellhive.limits.workspace"})
    void oneByteIsASize(String setting) {
        assertThat(with(setting, "1B")).extracting(setting.substring("cellhive.limits.".length()))
                .isEqualTo(DataSize.ofBytes(1));
    }
}
