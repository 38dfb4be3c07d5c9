package io.cellhive.backend;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a job will wait, as far as one can tell: every backend reckons in the same way. */
public final class ExpectedWait {
    private ExpectedWait() {}

    /**
     * With as many jobs before it as there are slots, the job starts when the first of them ends; together they end one job
     * in every mean run time divided by the slots.
     *
     * @param before jobs that run, are released or have their turn before it
     * @param slots of all workers that take jobs
     * @param meanRunMs of the jobs that ended lately; 0 when none has
     * @return null when nobody takes jobs, or none has ended yet
     */
    public static @Nullable Duration of(long before, int slots, double meanRunMs) {
        if (slots <= 0 || meanRunMs <= 0) {
            return null;
        }
        return Duration.ofMillis(Math.round(Math.max(0, before - slots + 1) * meanRunMs / slots));
    }

    /** The mean after one more job: newer ones weigh more, each a tenth. */
    public static double mean(double before, long runMs) {
        return before <= 0 ? Math.max(1, runMs) : before + (runMs - before) / 10;
    }
}
