package io.cellhive.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.model.id.JobId;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.JobMessage;
import io.cellhive.port.JobQueue;
import io.cellhive.port.JobQueue.DeadLetter;
import io.cellhive.port.JobQueue.Delivery;
import io.cellhive.port.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every job queue must do. */
public abstract class JobQueueContract {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final RuntimeName OTHER = new RuntimeName("base");
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final List<DeadLetter> dead = new CopyOnWriteArrayList<>();
    private final List<Subscription> open = new CopyOnWriteArrayList<>();

    protected abstract JobQueue queue();

    private JobMessage published(RuntimeName runtime) {
        JobMessage message = new JobMessage(JobId.create(), runtime);
        queue().publish(message);
        return message;
    }

    private void consume(int prefetch) {
        open.add(queue().consume(List.of(Samples.PYTHON), prefetch, deliveries::add));
    }

    private void awaitDeliveries(int count) {
        await().atMost(SOON).until(() -> deliveries.size() == count);
    }

    @AfterEach
    void settleAll() {
        deliveries.forEach(Delivery::ack);
        open.forEach(Subscription::close);
    }

    @Test
    void deliversInOrderAndOnlyTheRuntimesAskedFor() {
        published(OTHER);
        List<JobMessage> sent = IntStream.range(0, 5).mapToObj(_ -> published(Samples.PYTHON)).toList();
        consume(1);
        IntStream.rangeClosed(1, 5).forEach(count -> {
            awaitDeliveries(count);
            deliveries.get(count - 1).ack();
        });
        assertThat(deliveries).extracting(Delivery::message).isEqualTo(sent);
        assertThat(deliveries).extracting(Delivery::redelivered).containsOnly(false);
    }

    @Test
    void keepsManyAtOnceAlsoForWorkersAndRuntimesThatNobodyServes() {
        WorkerId me = WorkerId.create();
        open.add(queue().consumeOwn(me, List.of(Samples.PYTHON), 9, deliveries::add));
        consume(9);
        List<JobMessage> many = List.of(new JobMessage(JobId.create(), Samples.PYTHON),
                new JobMessage(JobId.create(), Samples.PYTHON, me),
                new JobMessage(JobId.create(), Samples.PYTHON, WorkerId.create()),
                new JobMessage(JobId.create(), OTHER));

        assertThat(queue().publish(many)).isEqualTo(many);
        awaitDeliveries(3);
        assertThat(deliveries).extracting(Delivery::message).containsExactlyInAnyOrderElementsOf(many.subList(0, 3));
    }

    @Test
    void holdsNoMoreThanThePrefetchUnsettled() {
        IntStream.range(0, 5).forEach(_ -> published(Samples.PYTHON));
        consume(2);
        awaitDeliveries(2);
        await().during(Duration.ofMillis(300)).atMost(SOON).until(() -> deliveries.size() == 2);
        deliveries.getFirst().ack();
        awaitDeliveries(3);
    }

    @Test
    void deliversAgainWhatWasGivenBack() {
        JobMessage message = published(Samples.PYTHON);
        consume(1);
        awaitDeliveries(1);
        deliveries.getFirst().giveBack();
        awaitDeliveries(2);
        assertThat(deliveries.getLast().message()).isEqualTo(message);
        assertThat(deliveries.getLast().redelivered()).isTrue();
    }

    @Test
    void settlingTwiceIsHarmless() {
        published(Samples.PYTHON);
        JobMessage second = published(Samples.PYTHON);
        consume(1);
        awaitDeliveries(1);
        deliveries.getFirst().ack();
        deliveries.getFirst().giveBack();
        awaitDeliveries(2);
        assertThat(deliveries.getLast().message()).isEqualTo(second);
    }

    @Test
    void tellsOnceOfARejectedMessage() {
        open.add(queue().onDeadLetter(dead::add));
        open.add(queue().onDeadLetter(dead::add));
        JobMessage message = published(Samples.PYTHON);
        consume(1);
        awaitDeliveries(1);
        deliveries.getFirst().reject();
        await().atMost(SOON).until(() -> !dead.isEmpty());
        await().during(Duration.ofMillis(300)).atMost(SOON).until(() -> dead.size() == 1);
        assertThat(dead.getFirst().jobId()).isEqualTo(message.jobId());
    }

    @Test
    void buriesWhatComesBackTooOften() {
        open.add(queue().onDeadLetter(dead::add));
        JobMessage message = published(Samples.PYTHON);
        open.add(queue().consume(List.of(Samples.PYTHON), 1, Delivery::giveBack));
        await().atMost(SOON).until(() -> !dead.isEmpty());
        assertThat(dead.getFirst().jobId()).isEqualTo(message.jobId());
    }

    @Test
    void aClosedConsumerGetsNothingMoreAndMaySettleWhatItHas() {
        published(Samples.PYTHON);
        consume(1);
        awaitDeliveries(1);
        open.forEach(Subscription::close);
        JobMessage later = published(Samples.PYTHON);
        deliveries.getFirst().ack();

        List<Delivery> others = new CopyOnWriteArrayList<>();
        open.add(queue().consume(List.of(Samples.PYTHON), 1, others::add));
        await().atMost(SOON).until(() -> others.size() == 1);
        assertThat(others.getFirst().message()).isEqualTo(later);
        assertThat(deliveries).hasSize(1);
        others.getFirst().ack();
    }

    private JobMessage publishedFor(WorkerId holder) {
        JobMessage message = new JobMessage(JobId.create(), Samples.PYTHON, holder);
        queue().publish(message);
        return message;
    }

    @Test
    void theHolderGetsItsMessagesFromAQueueOfItsOwn() {
        WorkerId me = WorkerId.create();
        List<Delivery> own = new CopyOnWriteArrayList<>();
        open.add(queue().consumeOwn(me, List.of(Samples.PYTHON), 1, own::add));
        open.add(queue().consumeOwn(WorkerId.create(), List.of(Samples.PYTHON), 1, deliveries::add));
        consume(1);

        JobMessage mine = publishedFor(me);
        await().atMost(SOON).until(() -> own.size() == 1);
        assertThat(own.getFirst().message()).isEqualTo(mine);
        own.getFirst().ack();
        assertThat(deliveries).isEmpty();
    }

    @Test
    void whatItsHolderRejectsIsDead() {
        WorkerId me = WorkerId.create();
        open.add(queue().onDeadLetter(dead::add));
        open.add(queue().consumeOwn(me, List.of(Samples.PYTHON), 1, Delivery::reject));
        consume(1);

        JobMessage message = publishedFor(me);
        await().atMost(SOON).until(() -> !dead.isEmpty());
        assertThat(dead).containsExactly(new DeadLetter(message.jobId(), "rejected"));
        assertThat(deliveries).isEmpty();
    }

    @Test
    void whatTheHolderDoesNotTakeInTimeGoesToAnyWorker() {
        WorkerId full = WorkerId.create();
        List<Delivery> own = new CopyOnWriteArrayList<>();
        open.add(queue().consumeOwn(full, List.of(Samples.PYTHON), 1, own::add));
        publishedFor(full);
        await().atMost(SOON).until(() -> own.size() == 1);

        JobMessage waiting = publishedFor(full);
        consume(1);
        await().atMost(Duration.ofSeconds(4)).until(() -> deliveries.size() == 1);
        assertThat(deliveries.getFirst().message()).isEqualTo(waiting);
        own.getFirst().ack();
        assertThat(own).hasSize(1);
    }

    @Test
    void whatIsForADeadWorkerGoesToAnyWorker() {
        WorkerId dead = WorkerId.create();
        queue().consumeOwn(dead, List.of(Samples.PYTHON), 1, deliveries::add).close();
        JobMessage forOneThatDied = publishedFor(dead);
        JobMessage forOneThatNeverWas = publishedFor(WorkerId.create());

        open.add(queue().consume(List.of(Samples.PYTHON), 2, deliveries::add));
        await().atMost(SOON).until(() -> deliveries.size() == 2);
        assertThat(deliveries).extracting(Delivery::message).containsExactlyInAnyOrder(forOneThatDied,
                forOneThatNeverWas);
    }
}
