package io.cellhive.worker.runner;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How many figures and files one job may leave behind.
 *
 * @param figures how many figures one job may show
 * @param figurePixels the most pixels of one figure
 * @param figureBytes the most bytes of one figure
 * @param artifacts how many files one job may leave behind
 * @param artifactBytes the most bytes of these files together
 */
@Validated
@ConfigurationProperties("cellhive.results")
public record ResultLimits(@Positive int figures, @Positive long figurePixels, DataSize figureBytes,
        @PositiveOrZero @Max(1000) int artifacts, DataSize artifactBytes) {}
