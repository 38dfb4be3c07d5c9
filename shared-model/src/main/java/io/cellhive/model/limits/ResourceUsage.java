package io.cellhive.model.limits;

import org.jspecify.annotations.Nullable;

/**
 * What one attempt of a job used. Times in milliseconds, sizes in bytes.
 *
 * @param wallMs from the start of the user's code to its end
 * @param cpuMs processor time of all its processes; 0 when its container ended before the runner told it
 * @param peakMemoryBytes the largest memory at any time; 0 where the kernel does not tell, and as with cpuMs
 * @param outputBytes text the program printed, whether kept or cut
 * @param queuedMs from the submit to the start of this attempt
 * @param container where its container came from; null when it never had one
 */
public record ResourceUsage(long wallMs, long cpuMs, long peakMemoryBytes, long outputBytes, long queuedMs,
        @Nullable ContainerSource container) {}
