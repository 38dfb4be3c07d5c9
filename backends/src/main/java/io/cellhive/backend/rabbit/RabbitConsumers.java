package io.cellhive.backend.rabbit;

import com.rabbitmq.client.Channel;
import io.cellhive.port.Subscription;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionListener;
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
    private static final Duration CANCELLED_WITHIN = Duration.ofMillis(500);
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
        AtomicBoolean closed = new AtomicBoolean();
        container.setMessageListener((ChannelAwareMessageListener) (message, channel) -> {
            Channel from = Objects.requireNonNull(channel, "a channel");
            if (closed.get()) {
                returnLate(message, from);
            } else {
                handler.on(message, from);
            }
        });
        ConnectionListener again = _ -> declare(declaring);
        connections.addConnectionListener(again);
        declare(declaring);
        container.afterPropertiesSet();
        container.start();
        return () -> {
            if (!closed.getAndSet(true)) {
                connections.removeConnectionListener(again);
                Thread.ofVirtual().name("rabbit-stop").start(container::destroy);
            }
        };
    }

    /** Came while the consumer was being cancelled; given back at once, it would come here again, and use up its deliveries. */
    private static void returnLate(Message message, Channel channel) throws IOException, InterruptedException {
        Thread.sleep(CANCELLED_WITHIN);
        try {
            channel.basicNack(message.getMessageProperties().getDeliveryTag(), false, true);
        } catch (AmqpException gone) {
            LOG.debug("the broker gave it back by itself: {}", gone.getMessage());
        }
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
