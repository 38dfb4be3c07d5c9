package io.cellhive.backend.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import io.cellhive.model.job.JobMessage;
import io.cellhive.port.JobQueue.Delivery;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.MessageProperties;

/** One unsettled message on the channel that brought it. With the channel gone, the broker has taken it back already. */
final class RabbitDelivery implements Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(RabbitDelivery.class);
    private final JobMessage message;
    private final Channel channel;
    private final MessageProperties properties;
    private final byte[] body;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch settled = new CountDownLatch(1);

    RabbitDelivery(JobMessage message, Channel channel, MessageProperties properties, byte[] body) {
        this.message = message;
        this.channel = channel;
        this.properties = properties;
        this.body = body;
    }

    @Override
    public JobMessage message() {
        return message;
    }

    /** One that lay in a holder's own queue too long may have been with that holder, who may be dead. */
    @Override
    public boolean redelivered() {
        return Boolean.TRUE.equals(properties.getRedelivered()) || properties.getHeader("x-death") != null;
    }

    @Override
    public void ack() {
        settle(tag -> channel.basicAck(tag, false));
    }

    @Override
    public void giveBack() {
        settle(tag -> channel.basicReject(tag, true));
    }

    @Override
    public void reject() {
        settle(tag -> {
            if (RabbitNames.isOwn(properties.getConsumerQueue())) {
                // why not rejected: what leaves a worker's own queue goes to any worker.
                channel.basicPublish(RabbitNames.DEAD, "", new AMQP.BasicProperties.Builder()
                        .messageId(message.jobId().value()).deliveryMode(2).build(), body);
                channel.basicAck(tag, false);
            } else {
                channel.basicReject(tag, false);
            }
        });
    }

    /** Blocks until one of the above was called. */
    void awaitSettled() throws InterruptedException {
        settled.await();
    }

    private void settle(Settling how) {
        if (begun.compareAndSet(false, true)) {
            try {
                how.settle(properties.getDeliveryTag());
            } catch (IOException | ShutdownSignalException gone) {
                LOG.debug("job {} is with the broker again: {}", message.jobId(), gone.toString());
            } finally {
                settled.countDown();
            }
        }
    }

    private interface Settling {
        void settle(long tag) throws IOException;
    }
}
