package io.cellhive.worker.pool;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the warm pool; defaults are in cellhive-worker.properties.
 *
 * @param most warm sandboxes at once, of all kinds; 0 switches the pool off
 * @param each of every runtime's usual kind that are kept from the start
 * @param classSize how many bare ones an idle worker has of the kinds asked for last, for a class that presses Run at once
 * @param budget memory that waiting sandboxes may use together
 * @param memory of those kept from the start, as in DEFAULT_MEM
 * @param cpu of those, as in DEFAULT_CPU
 * @param processes of those
 * @param workspace of those
 * @param idle after this a kind that nobody asked for is no longer kept
 * @param lease how long a sandbox waits for another job of its owner; 0 destroys each after one job
 */
@Validated
@ConfigurationProperties("cellhive.pool")
public record PoolSettings(@Min(0) int most, @Min(0) int each, @Min(0) int classSize, DataSize budget, String memory,
        double cpu,
        @Positive int processes, DataSize workspace, Duration idle, Duration lease) {}
