package io.cellhive.bench;

import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.runtime.RuntimeInfo;
import io.cellhive.worker.WorkerApplication;
import io.cellhive.worker.sandbox.Images;
import io.cellhive.worker.sandbox.Sandbox;
import io.cellhive.worker.sandbox.SandboxHost;
import io.cellhive.worker.sandbox.SandboxSpec;
import io.cellhive.worker.sandbox.Sandboxes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A worker node whose jobs print 1 and end at once, without any container: what the control plane alone can do. */
public final class NoSandboxWorker {
    private NoSandboxWorker() {}

    /** Starts it as WorkerApplication starts. */
    public static void main(String[] arguments) {
        SpringApplication node = new SpringApplication(WorkerApplication.class, InPlaceOfDocker.class);
        node.setAllowBeanDefinitionOverriding(true);
        node.setDefaultProperties(Map.of("spring.config.name", "worker-node,application", "cellhive.pool.most", "0",
                "cellhive.worker.slots", "32"));
        node.run(arguments);
    }

    /** Beans of the same names as those they stand for. */
    @Configuration
    static class InPlaceOfDocker {
        @Bean
        NoHost dockerSandboxes() {
            return new NoHost();
        }

        @Bean
        OnlyPython dockerImages() {
            return new OnlyPython();
        }
    }

    /** Needs nothing. */
    static final class NoHost implements Sandboxes, SandboxHost {
        @Override
        public Sandbox create(SandboxSpec spec) {
            return new NoSandbox();
        }

        @Override
        public void ping() {}

        @Override
        public void check() {}

        @Override
        public int removeLeftovers(Set<WorkerId> live) {
            return 0;
        }
    }

    /** One runtime that is always there. */
    static final class OnlyPython implements Images {
        @Override
        public String resolve(RuntimeName runtime, @Nullable String override) {
            return "none";
        }

        @Override
        public List<String> preload(RuntimeName runtime) {
            return List.of();
        }

        @Override
        public List<RuntimeInfo> runtimes() {
            return List.of(new RuntimeInfo(new RuntimeName("python"), "Python", "3.11", List.of(), true, null));
        }
    }
}
