/** The job queue over RabbitMQ. The only place that imports Spring AMQP; touches model and ports. */
@NullMarked
package io.cellhive.backend.rabbit;

import org.jspecify.annotations.NullMarked;
