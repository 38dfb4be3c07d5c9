package io.cellhive.port;

import io.cellhive.model.event.Event;
import io.cellhive.model.id.JobId;
import java.util.List;

/** A job's events, numbered from 1 without gaps. Status and artifact events are written by the {@link JobStore}'s steps. */
public interface EventLog {
    /**
     * Appends what an attempt told. A repeat of a call is harmless, so one whose answer was lost may be made again.
     *
     * @param after how many events this attempt told before
     * @param told without numbers; the log gives them
     * @return false, and nothing written, unless the job is RUNNING in just this attempt
     * @throws IllegalStateException if this attempt told neither {@code after} events nor exactly these behind them
     */
    boolean append(JobId id, int attempt, long after, List<? extends Event.Told> told);

    /** At most {@code max} events with a number above {@code after}, in order; empty when there are none or no such job. */
    List<Event> read(JobId id, long after, int max);

    /**
     * Calls {@code onMore} soon after each append, from a thread that must not be blocked; several appends may become one
     * call. An event may have come before the subscription stands: read once after subscribing.
     */
    Subscription subscribe(JobId id, Runnable onMore);
}
