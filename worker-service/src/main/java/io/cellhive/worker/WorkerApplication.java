package io.cellhive.worker;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A worker node: takes jobs and runs each in a container of its own. */
@SpringBootApplication
public class WorkerApplication {
    /** Starts it; returns when it is up. */
    public static void main(String[] arguments) {
        SpringApplication node = new SpringApplication(WorkerApplication.class);
        node.setDefaultProperties(Map.of("spring.config.name", "worker-node,application"));
        node.run(arguments);
    }
}
