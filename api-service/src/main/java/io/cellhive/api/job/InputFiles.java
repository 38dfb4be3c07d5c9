package io.cellhive.api.job;

import io.cellhive.api.web.ApiSettings;
import io.cellhive.api.web.BadRequest;
import io.cellhive.model.file.FileName;
import io.cellhive.model.file.InputFile;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.Sha256;
import io.cellhive.port.FileStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Checks files that come over the wire and keeps them. Sizes are counted before anything is decoded. */
@Service
public class InputFiles {
    private static final int MAX_FILES = 100;
    private final FileStore files;
    private final ApiSettings settings;

    InputFiles(FileStore files, ApiSettings settings) {
        this.files = files;
        this.settings = settings;
    }

    /** Keeps the files of a request for this owner; throws {@link BadRequest} naming the field when one cannot be taken. */
    public List<InputFile> keep(OwnerId owner, @Nullable List<SubmitRequest.@Nullable WireFile> request) {
        List<SubmitRequest.@Nullable WireFile> wire = request == null ? List.of() : request;
        if (wire.size() > MAX_FILES) {
            throw new BadRequest("files", "must be at most " + MAX_FILES);
        }
        List<Checked> checked = new ArrayList<>();
        Set<FileName> names = new HashSet<>();
        long total = 0;
        for (int i = 0; i < wire.size(); i++) {
            Checked file = check(owner, "files[" + i + "]", wire.get(i));
            if (!names.add(file.name())) {
                throw new BadRequest("files[" + i + "].name", "is there twice");
            }
            total += file.size();
            together("files", total);
            checked.add(file);
        }
        return checked.stream().map(file -> file.stored(owner, files)).toList();
    }

    private void together(String field, long total) {
        if (total > settings.totalUploadLimit().toBytes()) {
            throw new BadRequest(413, field,
                    "must be at most " + settings.totalUploadLimit().toBytes() + " bytes together");
        }
    }

    /** Keeps one more file beside those that are there already; one of the same name is replaced. */
    public InputFile keep(OwnerId owner, FileName name, byte[] bytes, List<InputFile> beside) {
        List<InputFile> others = beside.stream().filter(file -> !file.name().equals(name)).toList();
        if (others.size() >= MAX_FILES) {
            throw new BadRequest("name", "would be one of more than " + MAX_FILES + " files");
        }
        sized("body", bytes.length);
        together("body", bytes.length + others.stream().mapToLong(InputFile::size).sum());
        return new InputFile(name, files.put(owner, bytes), bytes.length);
    }

    private Checked check(OwnerId owner, String field, SubmitRequest.@Nullable WireFile file) {
        if (file == null || (file.data() == null) == (file.sha256() == null)) {
            throw new BadRequest(field, "must have a name and one of data and sha256");
        }
        FileName name = name(field + ".name", file.name());
        if (file.data() != null) {
            String data = file.data();
            long size = decodedSize(data);
            sized(field + ".data", size);
            try {
                return new Checked(name, size, Base64.getDecoder().decode(data), null);
            } catch (IllegalArgumentException bad) {
                throw new BadRequest(field + ".data", "must be base64");
            }
        }
        Sha256 sha256 = sha256(field + ".sha256", String.valueOf(file.sha256()));
        long size = files.size(owner, sha256)
                .orElseThrow(() -> new BadRequest(field + ".sha256", "is not a file you uploaded, or it has expired"));
        return new Checked(name, size, null, sha256);
    }

    /** Refuses a single file that is too large: with that limit off, one that no job could have. */
    public void sized(String field, long size) {
        long single = settings.singleFileLimit().toBytes();
        long limit = single > 0 ? single : settings.totalUploadLimit().toBytes();
        if (size > limit) {
            throw new BadRequest(413, field, "must be at most " + limit + " bytes");
        }
    }

    private static long decodedSize(String base64) {
        int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
        return Math.max(0, base64.length() * 3L / 4 - padding);
    }

    /** A plain file name; the field is named when it is none. */
    public static FileName name(String field, @Nullable String name) {
        try {
            return new FileName(name == null ? "" : name);
        } catch (IllegalArgumentException bad) {
            throw new BadRequest(field, String.valueOf(bad.getMessage()));
        }
    }

    private static Sha256 sha256(String field, String text) {
        try {
            return new Sha256(text);
        } catch (IllegalArgumentException bad) {
            throw new BadRequest(field, "must be 64 lower-case hexadecimal digits");
        }
    }

    private record Checked(FileName name, long size, byte @Nullable [] bytes, @Nullable Sha256 known) {
        InputFile stored(OwnerId owner, FileStore files) {
            if (known != null) {
                return new InputFile(name, known, size);
            }
            byte[] data = bytes == null ? new byte[0] : bytes;
            return new InputFile(name, files.put(owner, data), data.length);
        }
    }
}
