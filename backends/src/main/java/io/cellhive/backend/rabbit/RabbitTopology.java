package io.cellhive.backend.rabbit;

import io.cellhive.model.id.RuntimeName;
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
}
