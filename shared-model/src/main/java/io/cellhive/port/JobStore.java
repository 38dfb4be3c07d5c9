package io.cellhive.port;

import io.cellhive.model.event.Event;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobMessage;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.session.Session;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Jobs, their lanes and the outbox. Every method is ONE atomic step: it checks, writes, appends the status event to the
 * job's event log and releases what may go next into the outbox, or it changes nothing.
 *
 * <p>A lane releases its jobs in submit order. A strict lane has one released job at a time. An owner's lane has a small
 * base window; beyond it, it is given slots that no other lane waits for (capacity is the slots of the live workers).
 * Released means: on the broker or running. Whoever makes a step publishes what it returns as released and strikes it
 * out; what is left in the outbox is found by {@link #outbox}.
 *
 * <p>All methods may block on the network and throw {@link BackendUnavailable}.
 */
public interface JobStore {
    /** Longer than a hiccup, shorter than any patience with workers; see {@link #endUnserved}. */
    Duration UNWATCHED = Duration.ofSeconds(30);

    /**
     * Puts a new QUEUED job at the end of its lane; a session's job only while its session exists. The key, if any, is
     * looked up among this owner's keys only. A repeat with the same job's id is harmless.
     */
    Submission submit(Job job, @Nullable IdempotencyKey key);

    Optional<Job> find(JobId id);

    /** The job with its whole log once it is over; empty until then, or if there is no such job. */
    Optional<Ended> ended(JobId id);

    /** A job that is over. */
    record Ended(Job job, List<Event> log) {}

    /**
     * Whether a reader has read all there will be of the job's log; true of a job that is not there. Asks the store only
     * when what was read last does not tell already that more follows.
     *
     * @param read what the last look at the log gave
     * @param last the number up to which the reader has read
     */
    default boolean readToTheEnd(JobId id, List<Event> read, long last) {
        boolean mayBe = read.isEmpty() || read.getLast().ends();
        return mayBe && find(id).map(job -> job.status().terminal() && job.lastSeq() <= last).orElse(true);
    }

    /** The owner's jobs, newest first, those older than {@code before} if it is given. */
    List<Job> list(OwnerId owner, int limit, @Nullable JobId before);

    /** Where the job waits; empty unless it is QUEUED. */
    Optional<Place> place(JobId id);

    /**
     * Starts the next attempt for this worker. A job that another live worker holds stays there; one whose worker is
     * dead starts again, and after {@code maxAttempts} ends as FAILED with PLATFORM_ERROR.
     *
     * <p>A session's job is claimed together with its session: this worker becomes the holder, unless another live one is,
     * who shall get the message then.
     */
    Claim claim(JobId id, WorkerId worker, int maxAttempts);

    /**
     * Ends an attempt: its last words, then its status. Refused (and nothing written) unless the job is RUNNING in just this
     * attempt. A session whose state was kept gets the cell into its history, unless it was restarted meanwhile. May answer
     * no job. A repeat of a call is harmless and answered as the first was, but for what it released, so one whose answer was
     * lost may be made again.
     *
     * @throws IllegalStateException as {@link EventLog#append} does
     */
    Step finish(JobId id, int attempt, LastWords last, JobResult result);

    /**
     * A leaving worker returns its job: RUNNING becomes QUEUED and stays released; its message must be given back. A
     * session's job brings its session along, which is parked then.
     */
    Step giveBack(JobId id, int attempt);

    /** A QUEUED job is CANCELLED at once; of a RUNNING one the wish is written down; a finished one is refused. */
    Step cancel(JobId id, Verdict verdict);

    /** Ends a job that no worker can end, whatever its attempt; refused when it has ended. */
    Step abandon(JobId id, Verdict verdict);

    /**
     * The program of this attempt asks. While its question is open, asking again is the same question.
     *
     * @return the question's number; empty, and nothing written, unless the job is RUNNING in just this attempt
     */
    Optional<Integer> ask(JobId id, int attempt, String prompt, boolean password);

    /** Answers the open question. Refused unless the job is RUNNING and its open question has this number. */
    Step answer(JobId id, int number, String value);

    /**
     * What question {@code number} of this attempt was answered; empty as long as it was not, or when the attempt is not
     * ours any more. May be repeated. A password is there only until the attempt asks again or ends.
     */
    Optional<String> takeAnswer(JobId id, int attempt, int number);

    /**
     * Ends jobs that are QUEUED, or whose worker is dead: FAILED with EXPIRED, if they were submitted at least this long
     * ago and no worker has offered their runtime for this long (see {@link WorkerRegistry#heartbeat}). One whose runtime
     * is offered waits as long as it takes. Each call ends or puts off a bounded number.
     *
     * <p>Only time in which somebody looks counts: after more than {@link #UNWATCHED} without a call, the store or all who
     * call this were away, and workers get the whole time anew, from the call that ends the pause. So no outage and no
     * restart ends a job, and the wait for a runtime that nobody ever offered begins with the submit or that call,
     * whichever is later.
     */
    Unserved endUnserved(Duration noWorker);

    /** Releases what the capacity of now allows; for the moment when workers came. */
    List<JobMessage> release();

    /** Released messages that nobody struck out for this long, oldest first. */
    List<JobMessage> outbox(Duration olderThan, int max);

    /** The messages of these jobs are with the broker. */
    void strike(Collection<JobId> ids);

    /**
     * A place in the queue.
     *
     * @param position from 1: how many waiting jobs have their turn before it, and itself
     * @param expectedWait from the jobs before it, the slots, and how long jobs ran lately; null when it is not known
     */
    record Place(int position, @Nullable Duration expectedWait) {
        /** Of one that was released as soon as it came. */
        public static final Place NEXT = new Place(1, null);
    }

    /** A repeat with the same key answers the first job; the fingerprint tells a repeat from another request. */
    record IdempotencyKey(String key, String fingerprint) {}

    /**
     * What an attempt told and {@link EventLog#append} has not written yet.
     *
     * @param after as of append; of no matter when nothing was told
     */
    record LastWords(long after, List<? extends Event.Told> told) {
        /** All is written. */
        public static final LastWords NONE = new LastWords(0, List.of());

        public LastWords {
            told = List.copyOf(told);
        }
    }

    /** What a submit did. */
    sealed interface Submission {
        /** The job is stored. */
        record Created(Job job, List<JobMessage> released, Place place) implements Submission {}

        /** The same request came before; this is its job as it is now. */
        record Repeated(Job job) implements Submission {}

        /** The key was used for another request. */
        record KeyReused() implements Submission {}

        /** There is no such session any more. */
        record NoSession() implements Submission {}
    }

    /** What a claim did. */
    sealed interface Claim {
        /**
         * The attempt is this worker's.
         *
         * @param session the job's session, which is this worker's too; null for a one-off job
         * @param before who held the session until now, this worker or a dead one; null when it was parked
         */
        record Claimed(Job job, @Nullable Session session, @Nullable WorkerId before) implements Claim {}

        /** Another worker (or this one) holds it and lives. */
        record Held(WorkerId by) implements Claim {}

        /** Its session is with another live worker; the message is in the outbox again, for that worker's queue. */
        record Elsewhere(List<JobMessage> released) implements Claim {}

        /** Nothing to do: it has ended before, or is not known. */
        record Over() implements Claim {}

        /** Its last attempt was lost; the job was ended by this call. */
        record Exhausted(List<JobMessage> released) implements Claim {}
    }

    /** The jobs that were ended because nobody offered their runtime. */
    record Unserved(List<JobId> jobs, List<JobMessage> released) {
        public Unserved {
            jobs = List.copyOf(jobs);
            released = List.copyOf(released);
        }
    }

    /**
     * What a step did.
     *
     * @param done false when the step was refused
     * @param job as it is now; null when it is not known
     */
    record Step(boolean done, @Nullable Job job, List<JobMessage> released) {
        public Step {
            released = List.copyOf(released);
        }
    }
}
