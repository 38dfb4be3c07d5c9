package io.cellhive.standalone;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** Everything a laptop needs in one process: API, page, worker and a backend on disk. Has no logic of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan(basePackages = {"io.cellhive.api",
        "io.cellhive.worker"}, excludeFilters = @ComponentScan.Filter(type = FilterType.ANNOTATION, classes = SpringBootConfiguration.class))
public class StandaloneApplication {
    /** Starts it; returns when it is up. */
    public static void main(String[] arguments) {
        SpringApplication.run(StandaloneApplication.class, arguments);
    }
}
