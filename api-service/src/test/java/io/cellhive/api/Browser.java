package io.cellhive.api;

import io.cellhive.model.json.CellhiveJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One owner: sends requests and keeps the cookie of the first answer, as a browser does. */
public final class Browser {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;
    private @Nullable String cookie;

    public Browser(int port) {
        this.port = port;
    }

    /** The cookie pair, name=value; null before the first answer. */
    public @Nullable String cookie() {
        return cookie;
    }

    public void useCookie(String pair) {
        cookie = pair;
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    /** Posts any object as JSON. */
    public Answer post(String path, Object body) {
        return postRaw(path, "application/json", CellhiveJson.write(body).getBytes(StandardCharsets.UTF_8));
    }

    /** Posts this text as JSON, whether it is or not. */
    public Answer postText(String path, String json) {
        return postRaw(path, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    public Answer postRaw(String path, String contentType, byte[] body) {
        return send(request(path).header("Content-Type", contentType).POST(BodyPublishers.ofByteArray(body)));
    }

    public Answer postWith(String header, String value, String path, Object body) {
        return send(request(path).header("Content-Type", "application/json").header(header, value)
                .POST(BodyPublishers.ofString(CellhiveJson.write(body))));
    }

    public Answer patch(String path, Object body) {
        return send(request(path).header("Content-Type", "application/json").method("PATCH",
                BodyPublishers.ofString(CellhiveJson.write(body))));
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    public Answer upload(String name, int bytes) {
        return postRaw("/api/v1/files?name=" + name, "application/octet-stream", new byte[bytes]);
    }

    /** Submits a job that prints, and answers its id. */
    public String submit() {
        return post("/api/v1/jobs", Map.of("code", "print(1)")).is(202).at("id");
    }

    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(PATIENCE);
        return cookie == null ? request : request.header("Cookie", cookie);
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            response.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    public WebSocket stream(WebSocket.Listener listener) {
        WebSocket.Builder socket = http.newWebSocketBuilder().connectTimeout(PATIENCE);
        return (cookie == null ? socket : socket.header("Cookie", cookie))
                .buildAsync(URI.create("ws://localhost:" + port + "/api/v1/stream"), listener).join();
    }
}
