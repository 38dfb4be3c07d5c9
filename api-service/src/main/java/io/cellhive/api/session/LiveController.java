package io.cellhive.api.session;

import io.cellhive.api.job.OwnSessions;
import io.cellhive.api.job.Submits;
import io.cellhive.api.web.BadRequest;
import io.cellhive.port.SessionQueries.Kind;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What only the live interpreter knows: completions, help, variables. The answers are the worker's own. */
@RestController
@RequestMapping("/api/v1/sessions/{id}")
class LiveController {
    private final OwnSessions own;
    private final LiveAnswers live;
    private final Submits submits;

    LiveController(OwnSessions own, LiveAnswers live, Submits submits) {
        this.own = own;
        this.live = live;
        this.submits = submits;
    }

    /** The cursor counts Unicode code points from the start of the code, as in Jupyter. */
    record CompleteRequest(@Nullable String code, @Nullable Integer cursor) {}

    /** Detail 1 asks for the source too. */
    record InspectRequest(@Nullable String code, @Nullable Integer cursor, @Nullable Integer detail) {}

    @PostMapping("/complete")
    Map<String, Object> complete(HttpServletRequest who, @PathVariable String id,
            @RequestBody CompleteRequest request) {
        var session = own.session(who, id);
        String code = submits.code("code", request.code());
        return live.ask(session, Kind.COMPLETE, Map.of("code", code, "cursor", cursor(code, request.cursor())));
    }

    @PostMapping("/inspect")
    Map<String, Object> inspect(HttpServletRequest who, @PathVariable String id, @RequestBody InspectRequest request) {
        var session = own.session(who, id);
        String code = submits.code("code", request.code());
        int detail = request.detail() == null ? 0 : request.detail();
        if (detail != 0 && detail != 1) {
            throw new BadRequest("detail", "must be 0 or 1");
        }
        return live.ask(session, Kind.INSPECT,
                Map.of("code", code, "cursor", cursor(code, request.cursor()), "detail", detail));
    }

    private static int cursor(String code, @Nullable Integer cursor) {
        int end = code.codePointCount(0, code.length());
        int at = cursor == null ? end : cursor;
        if (at < 0 || at > end) {
            throw new BadRequest("cursor", "must be from 0 to " + end);
        }
        return at;
    }

    @GetMapping("/variables")
    Map<String, Object> variables(HttpServletRequest who, @PathVariable String id) {
        return live.ask(own.session(who, id), Kind.VARIABLES, Map.of());
    }
}
