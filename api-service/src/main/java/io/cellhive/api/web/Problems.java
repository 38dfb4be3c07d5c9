package io.cellhive.api.web;

import io.cellhive.port.BackendUnavailable;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Every error as RFC 9457 problem details; bad input names its field. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final URI UNTYPED = URI.create("about:blank");

    @ExceptionHandler
    ResponseEntity<ProblemDetail> badRequest(BadRequest bad) {
        return ResponseEntity.status(bad.status())
                .body(field(bad.status(), bad.field(), String.valueOf(bad.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notFound(NotFound missing) {
        return ResponseEntity.status(404)
                .body(problem(HttpStatus.NOT_FOUND, String.valueOf(missing.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> conflict(Conflict now) {
        return ResponseEntity.status(409).body(problem(HttpStatus.CONFLICT, String.valueOf(now.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(BackendUnavailable down) {
        LOG.warn("{}", down.toString());
        return ResponseEntity.status(503).header(HttpHeaders.RETRY_AFTER, "5").body(problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "Cellhive cannot reach its own store right now. Please try again in a moment."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> anything(RuntimeException unexpected) {
        LOG.error("a request failed", unexpected);
        return ResponseEntity.status(500).body(problem(HttpStatus.INTERNAL_SERVER_ERROR,
                "Something in Cellhive failed. Your work is not the cause; please try again."));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException unreadable,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Throwable cause = unreadable.getCause();
        if (cause instanceof JacksonException json) {
            return ResponseEntity.badRequest().body(field(400, path(json), complaint(json)));
        }
        return ResponseEntity.badRequest().body(field(400, "body", "must be a JSON object"));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(TypeMismatchException mismatch, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        String name = mismatch instanceof MethodArgumentTypeMismatchException parameter
                ? parameter.getName()
                : String.valueOf(mismatch.getPropertyName());
        return ResponseEntity.badRequest().body(field(400, name, "has the wrong type"));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException missing, HttpHeaders headers, HttpStatusCode status,
            WebRequest request) {
        return ResponseEntity.badRequest().body(field(400, missing.getParameterName(), "must be given"));
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(@Nullable Object body, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem && problem.getType() == null) {
            problem.setType(UNTYPED);
        }
        return super.createResponseEntity(body, headers, status, request);
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

    private static ProblemDetail field(int status, String field, String message) {
        ProblemDetail problem = problem(HttpStatusCode.valueOf(status), field + " " + message);
        problem.setProperty("errors", List.of(Map.of("field", field, "message", message)));
        return problem;
    }
}
