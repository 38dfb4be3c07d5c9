package io.cellhive.model.limits;

/**
 * What one job may use. All values are hard caps that the sandbox enforces; they are positive and already checked
 * against the installation's own maximum.
 *
 * @param memoryBytes memory and swap together, in bytes
 * @param cpu cores, such as 0.5
 * @param wallClockMs time from the start of the user's code to its end
 * @param processes processes and threads together
 * @param outputBytes text kept per job
 * @param workspaceBytes size of the workspace and, separately, of /tmp
 */
public record ResourceLimits(long memoryBytes, double cpu, long wallClockMs, int processes, long outputBytes,
        long workspaceBytes) {
    private static final int PROCESSES = 50;
    private static final long OUTPUT_BYTES = 1 << 20;
    private static final long WORKSPACE_BYTES = 128 << 20;

    /** @throws IllegalArgumentException if a value is not positive */
    public ResourceLimits {
        if (memoryBytes <= 0 || !(cpu > 0) || wallClockMs <= 0 || processes <= 0 || outputBytes <= 0
                || workspaceBytes <= 0) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }

    /** With the usual processes (50), output (1 MiB) and workspace (128 MiB). */
    public static ResourceLimits usual(long memoryBytes, double cpu, long wallClockMs) {
        return new ResourceLimits(memoryBytes, cpu, wallClockMs, PROCESSES, OUTPUT_BYTES, WORKSPACE_BYTES);
    }

    /** How many threads BLAS and OpenMP may use with so many cores: as many as have work to do, and one at least. */
    public static int threads(double cpu) {
        return (int) Math.max(1, Math.ceil(cpu));
    }
}
