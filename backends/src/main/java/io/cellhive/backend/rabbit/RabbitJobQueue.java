package io.cellhive.backend.rabbit;

import com.rabbitmq.client.Channel;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.JobMessage;
import io.cellhive.model.json.CellhiveJson;
import io.cellhive.port.BackendUnavailable;
import io.cellhive.port.JobQueue;
import io.cellhive.port.Subscription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import tools.jackson.core.JacksonException;

/** Jobs on quorum queues: mandatory, confirmed publishing; manual settling; dead letters told once and kept. */
final class RabbitJobQueue implements JobQueue {
    private static final Logger LOG = LoggerFactory.getLogger(RabbitJobQueue.class);
    /** Its routing keys are the names of queues. */
    private static final String DEFAULT_EXCHANGE = "";
    private static final Duration CONFIRM_WITHIN = Duration.ofSeconds(5);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
    private final RabbitTemplate template;
    private final RabbitTopology topology;
    private final RabbitConsumers consumers;

    /** @param template with correlated confirms, returns and the mandatory flag */
    RabbitJobQueue(RabbitTemplate template, RabbitTopology topology, RabbitConsumers consumers) {
        this.template = template;
        this.topology = topology;
        this.consumers = consumers;
    }

    @Override
    public void publish(JobMessage message) {
        try {
            if (message.holder() != null
                    && confirmed(
                            send(DEFAULT_EXCHANGE, RabbitNames.own(message.holder(), message.runtime()), message))) {
                return;
            }
            if (!confirmed(send(RabbitNames.JOBS, message.runtime().value(), message))) {
                topology.declare(message.runtime());
                if (!confirmed(send(RabbitNames.JOBS, message.runtime().value(), message))) {
                    throw unavailable(message, null);
                }
            }
        } catch (AmqpException | ExecutionException | TimeoutException cause) {
            throw unavailable(message, cause);
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            throw unavailable(message, leaving);
        }
    }

    @Override
    public List<JobMessage> publish(List<JobMessage> messages) {
        try {
            Map<JobMessage, CorrelationData> sent = new LinkedHashMap<>();
            template.invoke(channel -> {
                messages.forEach(message -> sent.put(message, message.holder() == null
                        ? send(RabbitNames.JOBS, message.runtime().value(), message)
                        : send(DEFAULT_EXCHANGE, RabbitNames.own(message.holder(), message.runtime()), message)));
                return sent.size();
            });
            return messages.stream().filter(message -> kept(sent.get(message)) || keptAlone(message)).toList();
        } catch (AmqpException away) {
            LOG.warn("{} messages stay in the outbox: {}", messages.size(), away.getMessage());
            return List.of();
        }
    }

    private static boolean kept(@Nullable CorrelationData sent) {
        try {
            return sent != null && confirmed(sent);
        } catch (ExecutionException | TimeoutException silent) {
            return false;
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Once more, declaring what may be missing. */
    private boolean keptAlone(JobMessage message) {
        try {
            publish(message);
            return true;
        } catch (BackendUnavailable away) {
            LOG.warn("job {} stays in the outbox: {}", message.jobId(), away.getMessage());
            return false;
        }
    }

    private CorrelationData send(String exchange, String key, JobMessage message) {
        Message wire = MessageBuilder.withBody(CellhiveJson.write(message).getBytes(StandardCharsets.UTF_8))
                .setContentType(MessageProperties.CONTENT_TYPE_JSON).setDeliveryMode(MessageDeliveryMode.PERSISTENT)
                .setMessageId(message.jobId().value()).build();
        CorrelationData correlation = new CorrelationData(message.jobId().value());
        template.send(exchange, key, wire, correlation);
        return correlation;
    }

    /** False when no queue took it. */
    private static boolean confirmed(CorrelationData correlation)
            throws ExecutionException, InterruptedException, TimeoutException {
        CorrelationData.Confirm confirm = correlation.getFuture().get(CONFIRM_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        if (correlation.getReturned() != null) {
            return false;
        }
        if (!confirm.ack()) {
            // why: a channel that closes, for an exchange that is not there yet, nacks what it had.
            LOG.debug("job {} was not confirmed: {}", correlation.getId(), confirm.reason());
        }
        return confirm.ack();
    }

    private static BackendUnavailable unavailable(JobMessage message, @Nullable Throwable cause) {
        return new BackendUnavailable("RabbitMQ", "publishing " + message.jobId(), cause);
    }

    @Override
    public Subscription consume(Collection<RuntimeName> runtimes, int prefetch, Consumer<Delivery> handler) {
        List<String> queues = runtimes.stream().map(RabbitNames::queue).toList();
        return consumers.start(() -> runtimes.forEach(topology::declare), queues, prefetch,
                (message, channel) -> deliver(message, channel, handler));
    }

    @Override
    public Subscription consumeOwn(WorkerId me, Collection<RuntimeName> runtimes, int prefetch,
            Consumer<Delivery> handler) {
        List<String> queues = runtimes.stream().map(runtime -> RabbitNames.own(me, runtime)).toList();
        return consumers.start(() -> runtimes.forEach(runtime -> topology.declareOwn(me, runtime)), queues, prefetch,
                (message, channel) -> deliver(message, channel, handler));
    }

    private static void deliver(Message message, Channel channel, Consumer<Delivery> handler)
            throws IOException, InterruptedException {
        MessageProperties properties = message.getMessageProperties();
        JobMessage job;
        try {
            job = CellhiveJson.read(new String(message.getBody(), StandardCharsets.UTF_8), JobMessage.class);
        } catch (JacksonException | IllegalArgumentException malformed) {
            LOG.warn("a message that nobody can read goes to {}: {}", RabbitNames.DEAD_QUEUE, malformed.getMessage());
            channel.basicReject(properties.getDeliveryTag(), false);
            return;
        }
        RabbitDelivery delivery = new RabbitDelivery(job, channel, properties, message.getBody());
        handler.accept(delivery);
        delivery.awaitSettled();
    }

    @Override
    public Subscription onDeadLetter(Consumer<DeadLetter> handler) {
        return consumers.start(topology::declareDead, List.of(RabbitNames.DEAD_NOTICES), 1, (message, channel) -> {
            tell(letter(message), handler);
            channel.basicAck(message.getMessageProperties().getDeliveryTag(), false);
        });
    }

    /** Tries until the handler has done it: its message must not run into a delivery limit while the store is away. */
    private static void tell(DeadLetter letter, Consumer<DeadLetter> handler) throws InterruptedException {
        while (true) {
            try {
                handler.accept(letter);
                return;
            } catch (BackendUnavailable away) {
                LOG.warn("a dead letter waits: {}", away.getMessage());
                Thread.sleep(TRY_AGAIN);
            }
        }
    }

    private static DeadLetter letter(Message message) {
        MessageProperties properties = message.getMessageProperties();
        List<Map<String, ?>> deaths = properties.getXDeathHeader();
        String why = deaths == null || deaths.isEmpty() ? "rejected" : String.valueOf(deaths.getFirst().get("reason"));
        String id = properties.getMessageId();
        try {
            return new DeadLetter(id == null ? null : new JobId(id), why);
        } catch (IllegalArgumentException notOurs) {
            return new DeadLetter(null, why);
        }
    }
}
