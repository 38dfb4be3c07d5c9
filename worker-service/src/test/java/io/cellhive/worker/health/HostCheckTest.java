package io.cellhive.worker.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.model.id.WorkerId;
import io.cellhive.model.worker.WorkerStatus.Health;
import io.cellhive.worker.sandbox.CapsIgnored;
import io.cellhive.worker.sandbox.SandboxHost;
import io.cellhive.worker.sandbox.SandboxUnavailable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class HostCheckTest {
    private static final String SENTENCE = "This Docker host does not enforce: memory, swap.";
    private final ScriptedHost host = new ScriptedHost();
    private final HostCheck check = new HostCheck(host);

    /** A host that is told how to be. */
    private static final class ScriptedHost implements SandboxHost {
        private boolean away;
        private List<String> ignored = List.of();
        private int checks;

        @Override
        public void ping() {
            if (away) {
                throw new SandboxUnavailable("Docker does not answer", true, null);
            }
        }

        @Override
        public void check() {
            checks++;
            if (!ignored.isEmpty()) {
                throw new CapsIgnored(ignored);
            }
        }

        @Override
        public Optional<String> concern() {
            return Optional.of("runc 1.3.2 may be older.");
        }

        @Override
        public int removeLeftovers(Set<WorkerId> live) {
            return 0;
        }
    }

    @Test
    void aHostThatIgnoresACapIsPausedAndSaysWhyOnce(CapturedOutput log) {
        host.ignored = List.of("memory", "swap");

        for (int second = 0; second < 3; second++) {
            assertThat(check.look()).isEqualTo(Health.PAUSED);
        }

        assertThat(check.refusal()).startsWith(SENTENCE);
        assertThat(log.getOut()).containsOnlyOnce(SENTENCE);
    }

    @Test
    void aHostWhoseCapsWereMendedIsReadyWithoutANewStart() {
        host.ignored = List.of("memory");
        check.look();
        host.ignored = List.of();

        assertThat(check.look()).isEqualTo(Health.READY);
        assertThat(check.refusal()).isNull();
        assertThat(check.concern()).startsWith("runc 1.3.2");
    }

    @Test
    void capsAreCheckedUntilTheyHoldAndNoLonger() {
        host.away = true;
        assertThat(check.look()).isEqualTo(Health.DOCKER_DOWN);
        host.away = false;

        check.look();
        check.look();

        assertThat(host.checks).isEqualTo(1);
    }
}
