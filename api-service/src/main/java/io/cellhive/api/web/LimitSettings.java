package io.cellhive.api.web;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What one job may use beside memory and processor, which are in ApiSettings. Workers read the same names for the
 * containers they make ahead.
 *
 * @param wallClock time of a run when a request says nothing
 * @param maxWallClock the longest; the broker's patience with a worker ends at 30 minutes
 * @param processes processes and threads together
 * @param output text kept
 * @param workspace size of the workspace, and as much of /tmp
 */
@Validated
@ConfigurationProperties("cellhive.limits")
public record LimitSettings(@DefaultValue("30s") @DurationMin(seconds = 1) Duration wallClock,
        @DefaultValue("10m") @DurationMin(seconds = 1) @DurationMax(minutes = 10) Duration maxWallClock,
        @DefaultValue("50") @Positive int processes, @DefaultValue("1MB") DataSize output,
        @DefaultValue("128MB") DataSize workspace) {
    /** @throws IllegalArgumentException if a size is not positive; there is no annotation that could say so */
    public LimitSettings {
        positive("output", output);
        positive("workspace", workspace);
    }

    private static void positive(String name, DataSize size) {
        if (size.toBytes() <= 0) {
            throw new IllegalArgumentException("cellhive.limits." + name + " must be more than 0");
        }
    }
}
