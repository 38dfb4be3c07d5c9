package io.cellhive.backend.rabbit;

import io.cellhive.model.id.RuntimeName;

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

    private RabbitNames() {}

    /** One quorum queue per runtime. */
    static String queue(RuntimeName runtime) {
        return JOBS + "." + runtime;
    }
}
