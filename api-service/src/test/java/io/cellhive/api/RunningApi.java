package io.cellhive.api;

import java.io.IOException;
import java.nio.file.Files;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** An API node over an embedded backend of its own and without workers: jobs stay QUEUED until a test moves them. */
@SpringBootTest(classes = ApiApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
public abstract class RunningApi {
    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void ownDataDirectory(DynamicPropertyRegistry registry) {
        registry.add("cellhive.data-dir", () -> {
            try {
                return Files.createTempDirectory("cellhive-api");
            } catch (IOException full) {
                throw new IllegalStateException(full);
            }
        });
    }

    protected int port() {
        return port;
    }

    /** Somebody new. */
    protected Browser browser() {
        return new Browser(port);
    }
}
