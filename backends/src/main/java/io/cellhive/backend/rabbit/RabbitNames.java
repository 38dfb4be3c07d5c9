package io.cellhive.backend.rabbit;

import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.id.WorkerId;
import org.jspecify.annotations.Nullable;

/** Every name on the broker. */
final class RabbitNames {
    /** Direct exchange; the routing key is the runtime. */
    static final String JOBS = "cellhive.jobs";
    /** Fanout exchange that gets what was rejected or delivered too often. */
    static final String DEAD = "cellhive.dead";
    /** Queue behind {@link #DEAD} that keeps the messages for the operator. */
    static final String DEAD_QUEUE = "cellhive.dead";
    /** Queue behind {@link #DEAD} from which a node ends each message's job. */
    static final String DEAD_NOTICES = "cellhive.dead.notices";

    private static final String OWN = "cellhive.worker.";

    private RabbitNames() {}

    /** One quorum queue per runtime. */
    static String queue(RuntimeName runtime) {
        return JOBS + "." + runtime;
    }

    /** One queue per worker and runtime, for the jobs of the sessions that the worker holds. */
    static String own(WorkerId worker, RuntimeName runtime) {
        return OWN + worker + "." + runtime;
    }

    /** Whether a worker's own queue has this name. */
    static boolean isOwn(@Nullable String queue) {
        return queue != null && queue.startsWith(OWN);
    }
}
