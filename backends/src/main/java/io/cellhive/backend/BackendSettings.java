package io.cellhive.backend;

import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings that hold for every backend.
 *
 * @param dataDir where the embedded backend and generated secrets lie
 * @param retention how long jobs, logs and files are kept
 * @param baseWindow how many jobs of one owner may be released while others wait
 */
@Validated
@ConfigurationProperties("cellhive")
public record BackendSettings(@DefaultValue(".cellhive/data") Path dataDir, @DefaultValue("7d") Duration retention,
        @DefaultValue("2") @Min(1) int baseWindow) {}
