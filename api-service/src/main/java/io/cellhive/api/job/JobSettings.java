package io.cellhive.api.job;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of jobs that wait.
 *
 * @param noWorker how long a job waits while no worker is there for its runtime
 */
@Validated
@ConfigurationProperties("cellhive.jobs")
record JobSettings(@DefaultValue("10m") @DurationMin(minutes = 1) @DurationMax(days = 7) Duration noWorker) {}
