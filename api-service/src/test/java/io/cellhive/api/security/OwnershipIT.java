package io.cellhive.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.api.Browser;
import io.cellhive.api.RunningApi;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What one browser made no other browser finds. */
class OwnershipIT extends RunningApi {
    @Test
    void anotherOwnersJobIsNotThere() {
        Browser one = browser();
        String job = one.submit();
        Browser other = browser();

        for (String path : new String[]{"", "/events", "/artifacts", "/artifacts/a.txt"}) {
            other.get("/api/v1/jobs/" + job + path).isProblem(404);
        }
        other.post("/api/v1/jobs/" + job + "/cancel", Map.of()).isProblem(404);
        assertThat(other.get("/api/v1/jobs").is(200).json().path("jobs").size()).isZero();
        one.get("/api/v1/jobs/" + job).is(200);
    }

    @Test
    void anotherOwnersFileIsNotThereAndCannotBeRunWith() {
        Browser one = browser();
        String sha256 = one.upload("a.txt", 77).is(201).at("sha256");
        Browser other = browser();

        one.get("/api/v1/files/" + sha256).is(200);
        other.get("/api/v1/files/" + sha256).isProblem(404);
        other.post("/api/v1/jobs", Map.of("code", "1", "files", new Object[]{Map.of("name", "a", "sha256", sha256)}))
                .isProblemWith(400, "files[0].sha256");
    }

    @Test
    void aForgedCookieIsNobodyWeKnow() {
        Browser one = browser();
        String job = one.submit();
        String cookie = String.valueOf(one.cookie());
        Browser forger = browser();
        forger.useCookie(cookie.substring(0, cookie.length() - 4) + "AAAA");
        forger.get("/api/v1/jobs/" + job).isProblem(404);
        Browser unsigned = browser();
        unsigned.useCookie(cookie.substring(0, cookie.indexOf('.')));
        unsigned.get("/api/v1/jobs/" + job).isProblem(404);
    }

    @Test
    void theCookieIsOutOfReachOfScripts() {
        assertThat(browser().get("/api/v1/limits").header("Set-Cookie")).contains("HttpOnly").contains("SameSite=Lax");
    }

    @Test
    void aRepeatWithTheSameKeyIsTheSameJob() {
        Browser one = browser();
        Map<String, Object> request = Map.of("code", "print(1)");
        String first = one.postWith("Idempotency-Key", "k", "/api/v1/jobs", request).is(202).at("id");

        assertThat(one.postWith("Idempotency-Key", "k", "/api/v1/jobs", request).is(200).at("id")).isEqualTo(first);
        one.postWith("Idempotency-Key", "k", "/api/v1/jobs", Map.of("code", "print(2)")).isProblem(422);
        assertThat(browser().postWith("Idempotency-Key", "k", "/api/v1/jobs", request).is(202).at("id"))
                .isNotEqualTo(first);
    }
}
