package io.cellhive.worker.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which user each container gets, with a list that stands for the daemon's. */
class KernelUsersTest {
    private final List<Integer> existing = new CopyOnWriteArrayList<>();
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private boolean away;
    private final KernelUsers users = new KernelUsers(() -> {
        asked.incrementAndGet();
        if (away) {
            throw new IllegalStateException("no daemon");
        }
        return List.copyOf(existing);
    }, now::get);

    private int make() {
        return users.withOne(user -> {
            existing.add(user);
            return user;
        });
    }

    private void make(int count) {
        IntStream.range(0, count).forEach(_ -> make());
    }

    @Test
    void givesNoTwoContainersTheSameUser() {
        make(KernelUsers.COUNT);

        assertThat(existing).doesNotHaveDuplicates()
                .allMatch(user -> user >= KernelUsers.FIRST && user < KernelUsers.FIRST + KernelUsers.COUNT);
    }

    @Test
    void givesNoTwoThatAreMadeAtOnceTheSameUser() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, KernelUsers.COUNT).forEach(_ -> threads.execute(this::make));
        }

        assertThat(existing).hasSize(KernelUsers.COUNT).doesNotHaveDuplicates();
    }

    @Test
    void countsWhatIsBeingMadeBeforeTheDaemonListsIt() {
        make(KernelUsers.COUNT - 1);

        int outer = users.withOne(user -> {
            int gone = existing.removeFirst();
            assertThat(make()).isEqualTo(gone);
            return user;
        });

        assertThat(existing).doesNotContain(outer);
    }

    @Test
    void asksTheDaemonOnceInTwoSeconds() {
        make(10);
        assertThat(asked).hasValue(1);
        now.addAndGet(TimeUnit.SECONDS.toNanos(2));
        make();
        assertThat(asked).hasValue(2);
    }

    @Test
    void seesWhatAnotherWorkerMadeAfterTwoSeconds() {
        make();
        IntStream.range(KernelUsers.FIRST, KernelUsers.FIRST + KernelUsers.COUNT)
                .filter(user -> !existing.contains(user)).limit(KernelUsers.COUNT - 2).forEach(existing::add);
        now.addAndGet(TimeUnit.SECONDS.toNanos(2));

        make();

        assertThat(existing).hasSize(KernelUsers.COUNT).doesNotHaveDuplicates();
    }

    @Test
    void forgetsNothingWhenTheDaemonDoesNotAnswer() {
        make(KernelUsers.COUNT - 1);
        now.addAndGet(TimeUnit.SECONDS.toNanos(3));
        away = true;
        assertThatThrownBy(this::make).hasMessage("no daemon");
        assertThatThrownBy(this::make).hasMessage("no daemon");
        away = false;

        make();

        assertThat(existing).hasSize(KernelUsers.COUNT).doesNotHaveDuplicates();
    }

    @Test
    void givesAUserAgainWhenItsContainerIsGoneAndNotBefore() {
        make(KernelUsers.COUNT);
        int gone = existing.removeFirst();

        assertThat(make()).isEqualTo(gone);
    }

    @Test
    void takesBackTheUserOfAContainerThatCouldNotBeMade() {
        make(KernelUsers.COUNT - 1);
        assertThatThrownBy(() -> users.withOne(_ -> {
            throw new IllegalStateException("refused");
        })).hasMessage("refused");

        make();

        assertThat(existing).doesNotHaveDuplicates();
    }

    @Test
    void sharesEachByAsFewAsPossibleWhenThereAreMoreContainersThanUsers() {
        make(2 * KernelUsers.COUNT);

        assertThat(existing).allMatch(user -> Collections.frequency(existing, user) == 2);
    }

    @Test
    void passesOverUsersThatAreNotOfTheRange() {
        existing.addAll(List.of(0, KernelUsers.FIRST - 1, KernelUsers.FIRST + KernelUsers.COUNT, 999_999_999));

        assertThat(make()).isBetween(KernelUsers.FIRST, KernelUsers.FIRST + KernelUsers.COUNT - 1);
    }
}
