package io.cellhive.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellhive.api.Answer;
import io.cellhive.api.Browser;
import io.cellhive.api.RunningApi;
import io.cellhive.model.file.Artifact;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.Sha256;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobResult;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.Verdict;
import io.cellhive.port.FileStore;
import io.cellhive.port.JobStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What is another's does not exist; a repeat with a key is the same job. */
class OwnershipIT extends RunningApi {
    private static final String JOBS = "/api/v1/jobs";
    @Autowired
    JobStore store;
    @Autowired
    FileStore files;

    private String aFinishedJobOf(Browser owner) {
        JobId id = new JobId(owner.submit());
        Job job = ((JobStore.Claim.Claimed) store.claim(id, WorkerId.create(), 3)).job();
        Sha256 sha256 = files.put(job.owner(), "1,2".getBytes(StandardCharsets.UTF_8));
        store.finish(id, job.attempt(), JobStore.LastWords.NONE,
                new JobResult(new Verdict(JobStatus.SUCCEEDED, null, "Done."), null,
                        List.of(new Artifact("out/a.html", 3, "text/html", sha256))));
        return id.value();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/events", "/events?after=0&waitMs=5000", "/artifacts", "/artifacts/out/a.html"})
    void anothersJobDoesNotExist(String what) {
        Browser owner = browser();
        String id = aFinishedJobOf(owner);

        owner.get(JOBS + "/" + id + what).is(200);
        browser().get(JOBS + "/" + id + what).isProblem(404);
    }

    @Test
    void anothersJobCannotBeCancelled() {
        Browser owner = browser();
        String id = owner.submit();

        browser().post(JOBS + "/" + id + "/cancel", Map.of()).isProblem(404);

        assertThat(owner.get(JOBS + "/" + id).at("status")).isEqualTo("QUEUED");
        assertThat(owner.post(JOBS + "/" + id + "/cancel", Map.of()).is(202).at("status")).isEqualTo("CANCELLED");
        owner.post(JOBS + "/" + id + "/cancel", Map.of()).is(200);
    }

    @Test
    void anothersListAndFilesDoNotExist() {
        Browser owner = browser();
        Browser other = browser();
        String id = owner.submit();
        String sha256 = owner.upload("a.csv", 17).is(201).at("sha256");

        assertThat(other.get(JOBS).is(200).json().path("jobs").size()).isZero();
        other.get(JOBS + "?before=" + id).isProblem(404);
        other.get("/api/v1/files/" + sha256).isProblem(404);
        other.post(JOBS, Map.of("code", "1", "files", List.of(Map.of("name", "a.csv", "sha256", sha256))))
                .isProblemWith(400, "files[0].sha256");
    }

    @Test
    void artifactsAreAlwaysDownloads() {
        Browser owner = browser();
        Answer file = owner.get(JOBS + "/" + aFinishedJobOf(owner) + "/artifacts/out/a.html").is(200);

        assertThat(file.header("Content-Disposition")).startsWith("attachment").contains("a.html");
        assertThat(file.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(file.text()).isEqualTo("1,2");
    }

    @Test
    void theCookieIsSignedAndOutOfReachOfScripts() {
        Answer first = browser().get(JOBS).is(200);

        assertThat(first.header("Set-Cookie")).startsWith("cellhive_owner=").contains("HttpOnly", "SameSite=Lax");
    }

    @Test
    void aTamperedCookieIsANewOwner() {
        Browser owner = browser();
        String id = owner.submit();
        String cookie = String.valueOf(owner.cookie());
        Browser thief = browser();
        String another = cookie.endsWith("A") ? "B" : "A";

        for (String forged : List.of(cookie.substring(0, cookie.length() - 2) + another + another,
                cookie.substring(0, cookie.indexOf('.')), cookie.substring(0, cookie.indexOf('.')) + ".",
                cookie.replaceFirst("own_.", "own_f"), "cellhive_owner=", "cellhive_owner=.", "cellhive_owner=%00.x")) {
            thief.useCookie(forged);
            Answer answer = thief.get(JOBS + "/" + id).isProblem(404);
            assertThat(answer.header("Set-Cookie")).as(forged).startsWith("cellhive_owner=own_");
        }
        owner.get(JOBS + "/" + id).is(200);
    }

    @Test
    void theSameKeyIsTheSameJobAndAnotherBodyIsRefused() {
        Browser owner = browser();
        Map<String, Object> body = Map.of("code", "print(1)");

        String id = owner.postWith("Idempotency-Key", "k", JOBS, body).is(202).at("id");

        assertThat(owner.postWith("Idempotency-Key", "k", JOBS, body).is(200).at("id")).isEqualTo(id);
        owner.postWith("Idempotency-Key", "k", JOBS, Map.of("code", "print(2)")).isProblemWith(422, "Idempotency-Key");
        assertThat(browser().postWith("Idempotency-Key", "k", JOBS, body).is(202).at("id")).isNotEqualTo(id);
        assertThat(owner.get(JOBS).json().path("jobs").size()).isEqualTo(1);
    }

    @Test
    void listsNewestFirstPageByPage() {
        Browser owner = browser();
        String first = owner.submit();
        String second = owner.submit();
        String third = owner.submit();

        Answer page = owner.get(JOBS + "?limit=2").is(200);

        assertThat(page.json().path("jobs").findValuesAsString("id")).containsExactly(third, second);
        assertThat(owner.get(JOBS + "?limit=2&before=" + page.at("next")).json().path("jobs").findValuesAsString("id"))
                .containsExactly(first);
    }
}
