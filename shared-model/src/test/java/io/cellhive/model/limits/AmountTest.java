package io.cellhive.model.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {
    @ParameterizedTest
    @CsvSource({"1,0.001 seconds", "500,0.5 seconds", "1000,1 second", "1500,1.5 seconds", "2000,2 seconds",
            "30000,30 seconds", "600000,600 seconds", "0,0 seconds"})
    void saysTimesInSeconds(long millis, String words) {
        assertThat(Amount.seconds(Duration.ofMillis(millis))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"500,0.5 seconds", "1000,1 second", "60000,60 seconds", "90000,90 seconds", "120000,2 minutes",
            "150000,150 seconds", "600000,10 minutes", "3600000,60 minutes", "7200000,2 hours", "7260000,121 minutes",
            "86400000,24 hours"})
    void saysTimesInTheirLargestWholeUnit(long millis, String words) {
        assertThat(Amount.time(Duration.ofMillis(millis))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"1,1 byte", "1000,1000 bytes", "102400,100 kB", "1048575,1023 kB", "1048576,1 MB", "1572864,1.5 MB",
            "100000000,95 MB", "134217728,128 MB", "536870912,512 MB", "2147483648,2048 MB"})
    void saysSizes(long bytes, String words) {
        assertThat(Amount.size(bytes)).isEqualTo(words);
    }
}
