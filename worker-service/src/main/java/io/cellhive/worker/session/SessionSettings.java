package io.cellhive.worker.session;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of live sessions; defaults are in cellhive-worker.properties.
 *
 * @param idle a session that runs nothing for this long is parked: its container is given up
 * @param perWorker live sessions of one worker; the oldest idle one is parked for another
 * @param memory what the live sessions of one worker may use together, by their newest cells
 * @param inputWait how long a question of a program waits for its answer
 * @param replay how long the rebuild of a lost interpreter may take
 * @param snapshots states of an interpreter that are kept to go back to; 0 = none
 */
@Validated
@ConfigurationProperties("cellhive.session")
public record SessionSettings(Duration idle, @Min(1) int perWorker, DataSize memory, Duration inputWait,
        Duration replay, @Min(0) @Max(32) int snapshots) {}
