package io.cellhive.api.web;

import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Files that users' code made or brought, as answers: bytes to save, which no browser shows or runs. */
public final class Downloads {
    private Downloads() {}

    /** @param name may have folders; only its last part is suggested to the browser */
    public static ResponseEntity<byte[]> of(String name, byte[] bytes) {
        String plain = name.substring(name.lastIndexOf('/') + 1);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(plain, StandardCharsets.UTF_8).build().toString())
                .header("X-Content-Type-Options", "nosniff").body(bytes);
    }
}
