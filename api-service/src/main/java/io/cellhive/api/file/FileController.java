package io.cellhive.api.file;

import io.cellhive.api.job.InputFiles;
import io.cellhive.api.security.Owners;
import io.cellhive.api.web.NotFound;
import io.cellhive.model.id.Sha256;
import io.cellhive.port.FileStore;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Uploads of the asking owner, found again by their SHA-256. */
@RestController
@RequestMapping("/api/v1/files")
class FileController {
    private final FileStore files;
    private final InputFiles inputs;

    FileController(FileStore files, InputFiles inputs) {
        this.files = files;
        this.inputs = inputs;
    }

    /** What was kept; size in bytes. */
    record Uploaded(Sha256 sha256, long size) {}

    @PostMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Uploaded upload(HttpServletRequest request, @RequestParam String name) throws IOException {
        InputFiles.name("name", name);
        inputs.sized("body", request.getContentLengthLong());
        byte[] bytes = request.getInputStream().readAllBytes();
        inputs.sized("body", bytes.length);
        return new Uploaded(files.put(Owners.of(request), bytes), bytes.length);
    }

    @GetMapping("/{sha256}")
    ResponseEntity<byte[]> download(HttpServletRequest request, @PathVariable String sha256) {
        try {
            byte[] bytes = files.get(Owners.of(request), new Sha256(sha256)).orElseThrow(() -> new NotFound("file"));
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_OCTET_STREAM)
                    .header(HttpHeaders.CONTENT_DISPOSITION, "attachment").header("X-Content-Type-Options", "nosniff")
                    .body(bytes);
        } catch (IllegalArgumentException noHash) {
            throw new NotFound("file");
        }
    }
}
