package io.cellhive.backend.rabbit;

import io.cellhive.port.JobQueue;
import java.util.concurrent.Executors;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** The queue as a bean when cellhive.backend is cluster. The broker is told in spring.rabbitmq.*. */
@AutoConfiguration(afterName = "org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration")
@ConditionalOnProperty(name = "cellhive.backend", havingValue = "cluster")
public class RabbitBackendConfiguration {
    private static final int CHANNELS = 256;

    @Bean(destroyMethod = "")
    JobQueue jobQueue(CachingConnectionFactory connections) {
        return queue(connections);
    }

    /** A queue over these connections, whose settings it completes. */
    static JobQueue queue(CachingConnectionFactory connections) {
        connections.setPublisherConfirmType(CachingConnectionFactory.ConfirmType.CORRELATED);
        connections.setPublisherReturns(true);
        // why: a consumer holds its thread until its message is settled.
        connections.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        // why: a publisher keeps its channel until the broker confirms; opening one costs more than the publish.
        connections.setChannelCacheSize(CHANNELS);
        RabbitTemplate template = new RabbitTemplate(connections);
        template.setMandatory(true);
        // why: a broker that blocks publishers must still hear acknowledgements.
        template.setUsePublisherConnection(true);
        return new RabbitJobQueue(template, new RabbitTopology(new RabbitAdmin(connections)),
                new RabbitConsumers(connections));
    }
}
