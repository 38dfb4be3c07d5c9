package io.cellhive.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {
    static Stream<String> badNames() {
        return Stream.of("", " ", ".", "..", "../../x", "/etc/passwd", "a/b", "a\\b", "a\0b", "a\nb", ".hidden",
                "x".repeat(4096), "é".repeat(128), "\ud800", "a\u202egpj.exe");
    }

    @ParameterizedTest
    @MethodSource("badNames")
    void refusesWhatIsNotAPlainName(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new FileName(name)).withMessageStartingWith("must ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "numpy.py", "öğrenci listesi.xlsx", "a..b", "-x", "データ.csv"})
    void acceptsPlainNames(String name) {
        assertThat(new FileName(name).value()).isEqualTo(name);
    }
}
