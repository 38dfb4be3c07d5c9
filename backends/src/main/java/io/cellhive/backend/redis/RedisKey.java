package io.cellhive.backend.redis;

/**
 * Every key and channel in Redis. Those of the steps share one hash tag, so that Redis Cluster keeps them in one slot: a
 * script may touch one slot only. Files stand alone and spread.
 */
enum RedisKey {
    /** + job id: hash of the job as it was submitted (JSON) and each thing that changed since. */
    JOB("{cellhive}:job:"),
    /** + job id: list of events; an event's number is its place, from 1. */
    EVENTS("{cellhive}:events:"),
    /** + owner id: sorted set of the owner's job ids, all with score 0: ordered by id, which is by time. */
    OWNED("{cellhive}:owned:"),
    /** + owner id + ":" + SHA-256 of an Idempotency-Key: the first job's id and the request's fingerprint. */
    KEYS("{cellhive}:idempotency:"),
    /** + lane id: list of the jobs that wait, first to go first. */
    LANE("{cellhive}:lane:"),
    /** Set of the lanes that have such a list. */
    LANES("{cellhive}:lanes"),
    /** Sorted set of the lanes that wait for a free slot, by the turn they took. */
    TURNS("{cellhive}:turns"),
    /** The last turn taken. */
    TURN("{cellhive}:turn"),
    /** Hash lane id to how many of its jobs are released. */
    WINDOWS("{cellhive}:windows"),
    /** Sorted set of the released jobs, by when their message was last put into the outbox. */
    RELEASED("{cellhive}:released"),
    /** Sorted set of the released jobs whose message nobody has confirmed, by the time of release. */
    OUTBOX("{cellhive}:outbox"),
    /** How long jobs ran lately: a mean in milliseconds, in which newer ones weigh more. */
    PACE("{cellhive}:pace"),
    /** Sorted set of the jobs that have not ended, by until when, in milliseconds, no worker was missing as far as is known. */
    OPEN("{cellhive}:open"),
    /** Hash of running job to worker id; empty when the worker was found dead. */
    RUNNING("{cellhive}:running"),
    /** + session id: hash of the session as it was created (JSON) and each thing that changed since. */
    SESSION("{cellhive}:session:"),
    /** + session id: hash of file name to the file (JSON). */
    SESSION_FILES("{cellhive}:session-files:"),
    /** + session id: list of the cells in its history (JSON). */
    SESSION_CELLS("{cellhive}:session-cells:"),
    /** Sorted set of the session ids, by their last use. */
    SESSIONS("{cellhive}:sessions"),
    /** + owner id: sorted set of the owner's session ids, by their last use. */
    SESSIONS_OF("{cellhive}:sessions-of:"),
    /** + worker id: set of the sessions it holds. */
    HELD("{cellhive}:held:"),
    /** Hash of worker id to its status (JSON). */
    WORKERS("{cellhive}:workers"),
    /** Hash of worker id to the slots it offers now. */
    SLOTS("{cellhive}:slots"),
    /** Hash of runtime to when a worker that takes jobs last offered it; in milliseconds. */
    OFFERED("{cellhive}:offered"),
    /** When somebody last looked for jobs that no worker comes for (seen), and since when without a pause (since). */
    WATCH("{cellhive}:watch"),
    /** Sorted set of worker ids, by the time at which their lease ends. */
    BEATS("{cellhive}:beats"),
    /** Until when nobody is taken for dead, as no worker at all had a lease; in milliseconds. */
    GRACE("{cellhive}:grace"),
    /** + worker id: that it left by itself, and needs no grace. */
    LEFT("{cellhive}:left:"),
    /** Channel: ids of jobs with new events. */
    WAKE("{cellhive}:wake"),
    /** Channel: news for workers. */
    SIGNALS("{cellhive}:signals"),
    /** + worker id: channel of the questions to it. */
    ASK("{cellhive}:ask:"),
    /** + a node's name: channel of the answers to its questions. */
    ANSWERS("{cellhive}:answers:"),
    /** + SHA-256 in braces: the bytes of a file; with ":" + owner id behind it, that this owner may read them. */
    FILE("cellhive:file:");

    private final String text;

    RedisKey(String text) {
        this.text = text;
    }

    String of(Object id) {
        return text + id;
    }

    @Override
    public String toString() {
        return text;
    }
}
