package io.cellhive.api;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An API node. Any number of them may share one cluster backend. */
@SpringBootApplication
public class ApiApplication {
    /** Starts it; returns when it is up. */
    public static void main(String[] arguments) {
        SpringApplication node = new SpringApplication(ApiApplication.class);
        node.setDefaultProperties(Map.of("spring.config.name", "api-node,application"));
        node.run(arguments);
    }
}
