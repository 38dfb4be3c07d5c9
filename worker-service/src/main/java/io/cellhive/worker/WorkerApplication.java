package io.cellhive.worker;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A worker node: takes jobs and runs each in a container of its own. */
@SpringBootApplication
public class WorkerApplication {
    /** Starts it; returns when it is up. */
    public static void main(String[] arguments) {
        SpringApplication.run(WorkerApplication.class, arguments);
    }
}
