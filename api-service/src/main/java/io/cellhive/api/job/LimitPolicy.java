package io.cellhive.api.job;

import io.cellhive.api.web.ApiSettings;
import io.cellhive.api.web.BadRequest;
import io.cellhive.api.web.LimitSettings;
import io.cellhive.model.limits.MemorySize;
import io.cellhive.model.limits.ResourceLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Turns wishes into limits: what is missing, not understood or out of range means the default, above the cap the cap. */
@Component
public class LimitPolicy {
    /** Sizes a page offers. */
    public static final List<String> MEMORY = List.of("256m", "512m", "1g", "2g");
    /** Cores a page offers. */
    public static final List<Double> CPU = List.of(0.25, 0.5, 1.0, 2.0);
    private static final long MIN_MEMORY = 64L << 20;
    private static final double MIN_CPU = 0.05;
    private final ResourceLimits defaults;
    private final ResourceLimits max;

    LimitPolicy(ApiSettings settings, LimitSettings limits) {
        defaults = new ResourceLimits(size("DEFAULT_MEM", settings.defaultMem()), settings.defaultCpu(),
                limits.wallClock().toMillis(), limits.processes(), limits.output().toBytes(),
                limits.workspace().toBytes());
        max = with(size("MAX_MEM", settings.maxMem()), settings.maxCpu(), limits.maxWallClock().toMillis());
    }

    private ResourceLimits with(long memory, double cpu, long wallClockMs) {
        return new ResourceLimits(memory, cpu, wallClockMs, defaults.processes(), defaults.outputBytes(),
                defaults.workspaceBytes());
    }

    private static long size(String setting, String value) {
        return MemorySize.parse(value).orElseThrow(() -> new IllegalStateException(
                setting + " must be a size such as 512m or 2g, not '" + value + "'"));
    }

    public ResourceLimits defaults() {
        return defaults;
    }

    public ResourceLimits max() {
        return max;
    }

    /** Limits for what a request wishes; throws {@link BadRequest} naming the field when that is neither number nor text. */
    public ResourceLimits of(SubmitRequest.@Nullable WireLimits wishes) {
        return wishes == null
                ? of(null, null, null)
                : of(scalar("limits.memory", wishes.memory()), scalar("limits.cpu", wishes.cpu()),
                        wishes.wallClockMs());
    }

    private static @Nullable String scalar(String field, @Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString() && !value.isNumber()) {
            throw new BadRequest(field, "must be a number or a text");
        }
        return value.asString();
    }

    /** Limits for these wishes; memory in bytes or as a size, cpu in cores; null means no wish. */
    public ResourceLimits of(@Nullable String memory, @Nullable String cpu, @Nullable Long wallClockMs) {
        long bytes = memory == null ? 0 : MemorySize.parse(memory).orElse(0L);
        long wall = wallClockMs == null || wallClockMs <= 0 ? defaults.wallClockMs() : wallClockMs;
        return with(Math.min(bytes < MIN_MEMORY ? defaults.memoryBytes() : bytes, max.memoryBytes()),
                Math.min(cores(cpu), max.cpu()), Math.min(wall, max.wallClockMs()));
    }

    private double cores(@Nullable String cpu) {
        try {
            double cores = cpu == null ? 0 : Double.parseDouble(cpu.strip());
            return cores >= MIN_CPU ? cores : defaults.cpu();
        } catch (NumberFormatException notANumber) {
            return defaults.cpu();
        }
    }
}
