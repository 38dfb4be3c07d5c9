package io.cellhive.backend.rabbit;

import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.id.WorkerId;
import java.time.Duration;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.DirectExchange;
import org.springframework.amqp.core.FanoutExchange;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;

/**
 * Declares exchanges and queues; declaring again is harmless. Quorum queues, because a message that the broker confirmed
 * must survive the loss of one of its nodes; all arguments are known to RabbitMQ 3.10 and 4.
 */
final class RabbitTopology {
    /** Above the attempts that a job has: only a message that nobody can even claim gets there. */
    static final int DELIVERY_LIMIT = 5;
    private static final int DEAD_KEPT = 10_000;
    /** After this, what a worker did not take from its own queue goes to any worker. */
    private static final Duration OWN_WITHIN = Duration.ofSeconds(2);
    /** After this without its worker, the broker forgets a worker's own queue, which is empty by then. */
    private static final Duration OWN_KEPT = Duration.ofSeconds(60);
    private final AmqpAdmin admin;

    RabbitTopology(AmqpAdmin admin) {
        this.admin = admin;
    }

    void declareDead() {
        FanoutExchange dead = new FanoutExchange(RabbitNames.DEAD);
        admin.declareExchange(dead);
        Queue kept = QueueBuilder.durable(RabbitNames.DEAD_QUEUE).quorum().maxLength(DEAD_KEPT).build();
        Queue notices = QueueBuilder.durable(RabbitNames.DEAD_NOTICES).quorum().build();
        for (Queue queue : new Queue[]{kept, notices}) {
            admin.declareQueue(queue);
            admin.declareBinding(BindingBuilder.bind(queue).to(dead));
        }
    }

    void declare(RuntimeName runtime) {
        declareDead();
        DirectExchange jobs = new DirectExchange(RabbitNames.JOBS);
        admin.declareExchange(jobs);
        // why at-least-once: a dead letter must reach its queue even when that has no leader just then; it needs reject-publish.
        Queue queue = QueueBuilder.durable(RabbitNames.queue(runtime)).quorum().deliveryLimit(DELIVERY_LIMIT)
                .deadLetterExchange(RabbitNames.DEAD).withArgument("x-dead-letter-strategy", "at-least-once")
                .overflow(QueueBuilder.Overflow.rejectPublish).build();
        admin.declareQueue(queue);
        Binding binding = BindingBuilder.bind(queue).to(jobs).with(runtime.value());
        admin.declareBinding(binding);
    }

    /** Classic queues, because they live as long as one process: should the broker lose one, the store releases again. */
    void declareOwn(WorkerId worker, RuntimeName runtime) {
        declare(runtime);
        admin.declareQueue(QueueBuilder.durable(RabbitNames.own(worker, runtime)).ttl((int) OWN_WITHIN.toMillis())
                .expires((int) OWN_KEPT.toMillis()).deadLetterExchange(RabbitNames.JOBS)
                .deadLetterRoutingKey(runtime.value()).build());
    }
}
