package io.cellhive.backend.rabbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cellhive.backend.contract.JobQueueContract;
import io.cellhive.backend.contract.Samples;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.JobMessage;
import io.cellhive.port.BackendUnavailable;
import io.cellhive.port.JobQueue;
import io.cellhive.port.JobQueue.DeadLetter;
import io.cellhive.port.Subscription;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.testcontainers.rabbitmq.RabbitMQContainer;
import org.testcontainers.utility.DockerImageName;

/** The queue's contract over a real RabbitMQ, and what only a broker can do to us. */
class RabbitJobQueueIT extends JobQueueContract {
    private static final RabbitMQContainer BROKER = new RabbitMQContainer(
            DockerImageName.parse("rabbitmq:4-management"));
    private static CachingConnectionFactory connections;
    private static JobQueue queue;
    private static RabbitAdmin admin;

    @BeforeAll
    static void start() {
        BROKER.start();
        connections = connections();
        queue = RabbitBackendConfiguration.queue(connections);
        admin = new RabbitAdmin(connections);
    }

    private static CachingConnectionFactory connections() {
        CachingConnectionFactory made = new CachingConnectionFactory(BROKER.getHost(), BROKER.getAmqpPort());
        made.setUsername(BROKER.getAdminUsername());
        made.setPassword(BROKER.getAdminPassword());
        return made;
    }

    @AfterAll
    static void stop() {
        connections.destroy();
        BROKER.stop();
    }

    @BeforeEach
    void forget() {
        for (String name : List.of("cellhive.jobs.python", "cellhive.jobs.base", "cellhive.dead",
                "cellhive.dead.notices")) {
            admin.deleteQueue(name);
        }
    }

    @Override
    protected JobQueue queue() {
        return queue;
    }

    @Test
    void aMessageNobodyCanReadEndsInTheDeadLetterQueueAndNamesItsJob() {
        List<DeadLetter> dead = new CopyOnWriteArrayList<>();
        List<JobQueue.Delivery> deliveries = new CopyOnWriteArrayList<>();
        JobId id = JobId.create();
        Message poison = MessageBuilder.withBody("{not json".getBytes(StandardCharsets.UTF_8))
                .setMessageId(id.value()).build();
        try (Subscription _ = queue.onDeadLetter(dead::add);
                Subscription _ = queue.consume(List.of(Samples.PYTHON), 1, deliveries::add)) {
            new RabbitTemplate(connections).send("cellhive.jobs", "python", poison);
            await().atMost(Duration.ofSeconds(15)).until(() -> dead.size() == 1);
        }
        assertThat(dead.getFirst()).isEqualTo(new DeadLetter(id, "rejected"));
        assertThat(deliveries).isEmpty();
        await().atMost(Duration.ofSeconds(15)).until(() -> kept() == 1);
    }

    private static long kept() {
        var info = admin.getQueueInfo("cellhive.dead");
        return info == null ? -1 : info.getMessageCount();
    }

    @Test
    void publishesForARuntimeThatNoWorkerEverServed() {
        RuntimeName fresh = new RuntimeName("fresh");
        JobMessage message = new JobMessage(JobId.create(), fresh);
        queue.publish(message);

        List<JobMessage> got = new CopyOnWriteArrayList<>();
        try (Subscription _ = queue.consume(List.of(fresh), 1, delivery -> {
            got.add(delivery.message());
            delivery.ack();
        })) {
            await().atMost(Duration.ofSeconds(15)).until(() -> got.contains(message));
        }
    }

    @Test
    void aMessageInTheQueueOfAWorkerThatDiedReachesAnotherWithinTwoSeconds() throws Exception {
        WorkerId dead = WorkerId.create();
        new RabbitTopology(admin).declareOwn(dead, Samples.PYTHON);
        JobMessage taken = new JobMessage(JobId.create(), Samples.PYTHON, dead);
        JobMessage late = new JobMessage(JobId.create(), Samples.PYTHON, dead);
        queue.publish(taken);
        List<JobMessage> got = new CopyOnWriteArrayList<>();
        try (Subscription _ = queue.consume(List.of(Samples.PYTHON), 2, delivery -> {
            got.add(delivery.message());
            delivery.ack();
        })) {
            com.rabbitmq.client.Connection its = connections.getRabbitConnectionFactory().newConnection();
            assertThat(its.createChannel().basicGet(RabbitNames.own(dead, Samples.PYTHON), false)).isNotNull();
            await().during(Duration.ofMillis(2500)).atMost(Duration.ofSeconds(5)).until(got::isEmpty);
            its.abort();
            queue.publish(late);
            await().atMost(Duration.ofSeconds(4)).untilAsserted(() -> assertThat(got).contains(taken, late));
        }
    }

    @Test
    void theBrokerKeepsTheQueueQuorumWithItsLimitAndDeadLetters() throws Exception {
        queue.publish(new JobMessage(JobId.create(), Samples.PYTHON));
        String queues = BROKER.execInContainer("rabbitmqctl", "-q", "list_queues", "name", "type", "arguments")
                .getStdout();
        assertThat(queues.lines().filter(line -> line.startsWith("cellhive.jobs.python"))).singleElement().asString()
                .contains("quorum").contains("x-delivery-limit").contains("cellhive.dead")
                .contains("at-least-once");
    }

    @Test
    void saysThatTheBrokerIsAwayAndConsumesAgainWhenItIsBack() throws Exception {
        List<JobMessage> got = new CopyOnWriteArrayList<>();
        try (Subscription _ = queue.consume(List.of(Samples.PYTHON), 1, delivery -> {
            got.add(delivery.message());
            delivery.ack();
        })) {
            JobMessage before = new JobMessage(JobId.create(), Samples.PYTHON);
            queue.publish(before);
            await().atMost(Duration.ofSeconds(15)).until(() -> got.contains(before));

            BROKER.execInContainer("rabbitmqctl", "-q", "stop_app");
            JobMessage message = new JobMessage(JobId.create(), Samples.PYTHON);
            assertThatThrownBy(() -> queue.publish(message)).isInstanceOf(BackendUnavailable.class)
                    .hasMessageContaining("RabbitMQ");
            BROKER.execInContainer("rabbitmqctl", "-q", "start_app");

            await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
                queue.publish(message);
                assertThat(got).contains(message);
            });
        }
    }
}
