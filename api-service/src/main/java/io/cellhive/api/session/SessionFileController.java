package io.cellhive.api.session;

import io.cellhive.api.job.InputFiles;
import io.cellhive.api.job.OwnSessions;
import io.cellhive.api.web.Downloads;
import io.cellhive.api.web.NotFound;
import io.cellhive.model.file.FileName;
import io.cellhive.model.file.InputFile;
import io.cellhive.model.id.Sha256;
import io.cellhive.model.session.Session;
import io.cellhive.port.FileStore;
import io.cellhive.port.SessionQueries.Kind;
import io.cellhive.port.SessionStore.Change;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Files of a session's workspace: those it was given, and, while it lives, those its cells wrote. */
@RestController
@RequestMapping("/api/v1/sessions/{id}/files")
class SessionFileController {
    private final OwnSessions own;
    private final SessionChanges changes;
    private final LiveAnswers live;
    private final InputFiles inputs;
    private final FileStore files;

    SessionFileController(OwnSessions own, SessionChanges changes, LiveAnswers live, InputFiles inputs,
            FileStore files) {
        this.own = own;
        this.changes = changes;
        this.live = live;
        this.inputs = inputs;
        this.files = files;
    }

    /** A file's name relative to the workspace and its size in bytes. */
    record Entry(String name, long size) {}

    @GetMapping
    Map<String, Object> list(HttpServletRequest who, @PathVariable String id) {
        Session session = own.session(who, id);
        if (changes.held(session)) {
            return live.ask(session, Kind.FILES, Map.of());
        }
        List<Entry> given = session.files().stream().map(file -> new Entry(file.name().value(), file.size())).toList();
        return Map.of("files", given);
    }

    @PostMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    InputFile upload(HttpServletRequest request, @PathVariable String id, @RequestParam String name)
            throws IOException {
        Session session = own.session(request, id);
        FileName plain = InputFiles.name("name", name);
        inputs.sized("body", request.getContentLengthLong());
        byte[] bytes = request.getInputStream().readAllBytes();
        InputFile file = inputs.keep(session.owner(), plain, bytes, session.files());
        changes.change(session.id(), new Change.PutFile(file));
        return file;
    }

    @GetMapping("/{*name}")
    ResponseEntity<byte[]> download(HttpServletRequest who, @PathVariable String id, @PathVariable String name) {
        Session session = own.session(who, id);
        String file = name.substring(1);
        Sha256 sha256 = changes.held(session)
                ? newest(session, file)
                : given(session, file).map(InputFile::sha256).orElseGet(() -> newest(session, file));
        byte[] bytes = files.get(session.owner(), sha256).orElseThrow(() -> new NotFound("file"));
        return Downloads.of(file, bytes);
    }

    private static Optional<InputFile> given(Session session, String name) {
        return session.files().stream().filter(file -> file.name().value().equals(name)).findFirst();
    }

    private Sha256 newest(Session session, String name) {
        Object sha256 = live.ask(session, Kind.FILE, Map.of("name", name)).get("sha256");
        if (sha256 == null) {
            throw new NotFound("file");
        }
        return new Sha256(sha256.toString());
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(HttpServletRequest who, @PathVariable String id, @PathVariable String name) {
        Session session = own.session(who, id);
        InputFile file = given(session, name).orElseThrow(() -> new NotFound("file"));
        changes.change(session.id(), new Change.RemoveFile(file.name()));
    }
}
