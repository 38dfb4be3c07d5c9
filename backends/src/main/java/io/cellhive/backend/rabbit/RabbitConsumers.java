package io.cellhive.backend.rabbit;

import com.rabbitmq.client.Channel;
import io.cellhive.port.Subscription;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.DirectMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;

/**
 * Starts consumers that hold one message at a time each, so that a queue's prefetch is the number of its consumers. They
 * find the broker again by themselves, declaring first what may be missing.
 */
final class RabbitConsumers {
    private static final Logger LOG = LoggerFactory.getLogger(RabbitConsumers.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    /** Above any wall clock: a closed subscription lets its messages be settled. */
    private static final Duration SETTLE_WITHIN = Duration.ofMinutes(20);
    private final ConnectionFactory connections;

    RabbitConsumers(ConnectionFactory connections) {
        this.connections = connections;
    }

    /**
     * Returns at once, whether the broker is there or not.
     *
     * @param declaring run on every new connection
     */
    Subscription start(Runnable declaring, List<String> queues, int prefetch, Handler handler) {
        DirectMessageListenerContainer container = new DirectMessageListenerContainer(connections);
        container.setQueueNames(queues.toArray(String[]::new));
        container.setConsumersPerQueue(prefetch);
        container.setPrefetchCount(1);
        container.setAcknowledgeMode(AcknowledgeMode.MANUAL);
        container.setMissingQueuesFatal(false);
        container.setRecoveryInterval(RETRY.toMillis());
        container.setFailedDeclarationRetryInterval(RETRY.toMillis());
        container.setShutdownTimeout(SETTLE_WITHIN.toMillis());
        container.setMessageListener((ChannelAwareMessageListener) (message, channel) -> handler.on(message,
                Objects.requireNonNull(channel, "a channel")));
        connections.addConnectionListener(_ -> declare(declaring));
        declare(declaring);
        container.afterPropertiesSet();
        container.start();
        return () -> Thread.ofVirtual().name("rabbit-stop").start(container::destroy);
    }

    private static void declare(Runnable declaring) {
        try {
            declaring.run();
        } catch (AmqpException away) {
            LOG.warn("the broker's queues could not be declared: {}", away.getMessage());
        }
    }

    /** Gets each message on a thread of its own and settles it on the channel before it returns. */
    interface Handler {
        void on(Message message, Channel channel) throws IOException, InterruptedException;
    }
}
