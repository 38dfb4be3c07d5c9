package io.cellhive.worker.runner;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much one job may show and leave behind, beside its text.
 *
 * @param figures how many figures one job may show
 * @param figurePixels the most pixels of one figure
 * @param figureBytes the most bytes of one figure
 * @param messages how many displays, tables, updates and the like one job may show
 * @param messagesPerSecond how fast; a program that is faster waits
 * @param artifacts how many files one job may leave behind
 * @param artifactBytes the most bytes of these files together
 */
@Validated
@ConfigurationProperties("cellhive.results")
public record ResultLimits(@Positive int figures, @Positive long figurePixels, DataSize figureBytes,
        @Positive int messages, @Positive int messagesPerSecond, @PositiveOrZero @Max(1000) int artifacts,
        DataSize artifactBytes) {}
