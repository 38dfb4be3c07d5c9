package io.cellhive.worker.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.model.event.Event;
import io.cellhive.model.file.Artifact;
import io.cellhive.model.job.Job;
import io.cellhive.model.output.Output;
import io.cellhive.worker.RunningSessions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.test.context.TestPropertySource;

/** A worker that is attacked: how each attack ends, and what all of them leave on the host. */
@TestPropertySource(properties = "cellhive.worker.grace=500ms")
abstract class Attacked extends RunningSessions {
    /** The grace between interrupt and kill, and what a busy machine may take to say so. */
    private static final Duration ALLOWED = Duration.ofMillis(500).plusSeconds(2);
    private static @Nullable HostTraces traces;

    @BeforeAll
    static void watch() throws InterruptedException {
        traces = new HostTraces(INSTALLATION);
    }

    @Override
    protected void noContainerIsLeft() {
        // why: others run at the same time; what is left is looked for when all have ended.
    }

    static void nothingIsLeft(int ofMoreThan) throws Exception {
        try (HostTraces host = traces) {
            assertThat(host.containersSeen()).isGreaterThan(ofMoreThan);
            await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertThat(host.left()).isEmpty());
        }
    }

    void checkEnd(Attack attack, List<String> allowed, Job job) {
        String end = job.verdict().reason() == null ? job.status().name() : job.verdict().reason().name();
        assertThat(allowed).as(job.verdict() + text(job.id())).contains(end);
        assertThat(job.attempt()).isEqualTo(1);
        assertThat(job.verdict().message()).contains(attack.head().getOrDefault("says", ""));
        Instant begun = log.read(job.id(), 0, 10_000).stream().filter(Event.Shown.class::isInstance).findFirst()
                .orElseThrow().at();
        assertThat(Duration.between(begun, job.finishedAt()))
                .isLessThan(Duration.ofMillis(attack.limits().wallClockMs()).plus(ALLOWED));
    }

    void checkOutput(Attack attack, Job job) {
        assertThat(text(job.id())).contains("before\n", attack.head().getOrDefault("shows", ""));
        attack.list("hides").forEach(hidden -> {
            assertThat(text(job.id())).doesNotContain(hidden);
            assertThat(job.artifacts()).map(Artifact::sha256).map(file -> files.get(job.owner(), file).orElseThrow())
                    .noneMatch(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).contains(hidden));
        });
        long figures = outputs(job.id()).stream().filter(Output.DisplayData.class::isInstance)
                .filter(shown -> ((Output.DisplayData) shown).data().containsKey("image/png")).count();
        assertThat(figures).isGreaterThanOrEqualTo(attack.number("figures", 0));
    }
}
