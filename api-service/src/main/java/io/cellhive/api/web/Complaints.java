package io.cellhive.api.web;

import io.cellhive.port.BackendUnavailable;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** A failure in words for whoever asked, as RFC 9457 problem details: the same by HTTP and over the socket. */
public final class Complaints {
    static final URI UNTYPED = URI.create("about:blank");
    private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);

    private Complaints() {}

    /** Bad input names its field. What nobody expected is logged, and its details are not told. */
    public static ProblemDetail about(RuntimeException failed) {
        return switch (failed) {
            case BadRequest bad -> field(bad.status(), bad.field(), String.valueOf(bad.getMessage()));
            case JacksonException json -> field(400, path(json), complaint(json));
            case NotFound missing -> problem(HttpStatus.NOT_FOUND, String.valueOf(missing.getMessage()));
            case Conflict now -> problem(HttpStatus.CONFLICT, String.valueOf(now.getMessage()));
            case BackendUnavailable down -> {
                LOG.warn("{}", down.toString());
                yield problem(HttpStatus.SERVICE_UNAVAILABLE,
                        "Cellhive cannot reach its own store right now. Please try again in a moment.");
            }
            default -> {
                LOG.error("a request failed", failed);
                yield problem(HttpStatus.INTERNAL_SERVER_ERROR,
                        "Something in Cellhive failed. Your work is not the cause; please try again.");
            }
        };
    }

    static ProblemDetail problem(HttpStatusCode status, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(UNTYPED);
        return problem;
    }

    private static String complaint(JacksonException json) {
        if (json instanceof UnrecognizedPropertyException) {
            return "is not a known field";
        }
        return json.getCause() instanceof IllegalArgumentException own && own.getMessage() != null
                ? own.getMessage()
                : "has the wrong type, or the JSON is not valid here";
    }

    private static String path(JacksonException json) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : json.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.isEmpty() ? "body" : path.toString();
    }

    static ProblemDetail field(int status, String field, String message) {
        ProblemDetail problem = problem(HttpStatus.valueOf(status), field + " " + message);
        problem.setProperty("errors", List.of(Map.of("field", field, "message", message)));
        return problem;
    }
}
