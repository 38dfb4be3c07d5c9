package io.cellhive.backend;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of notebook sessions that hold for every node.
 *
 * @param maxAge how long a session is kept after its last use
 * @param perOwner how many sessions an owner may have
 */
@Validated
@ConfigurationProperties("cellhive.session")
public record SessionSettings(@DefaultValue("24h") Duration maxAge, @DefaultValue("5") @Min(1) int perOwner) {}
