package io.cellhive.worker.job;

import io.cellhive.model.file.Artifact;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.Sha256;
import io.cellhive.port.FileStore;
import io.cellhive.worker.Patience;
import io.cellhive.worker.runner.ResultLimits;
import io.cellhive.worker.runner.RunnerMessage;
import io.cellhive.worker.sandbox.RunnerProtocolViolation;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.List;

/** The files that an attempt left behind, put into its owner's file store. Keeps the runner's limits a second time. */
final class Collected {
    private final OwnerId owner;
    private final FileStore files;
    private final ResultLimits results;
    private final List<Artifact> artifacts = new ArrayList<>();
    private long bytes;

    Collected(OwnerId owner, FileStore files, ResultLimits results) {
        this.owner = owner;
        this.files = files;
        this.results = results;
    }

    void keep(RunnerMessage.LeftArtifact left) throws InterruptedException {
        bytes += left.bytes().length;
        if (artifacts.size() >= results.artifacts() || bytes > results.artifactBytes().toBytes()) {
            throw new RunnerProtocolViolation("more artifacts than the limits allow");
        }
        Sha256 sha256 = Patience.until(() -> files.put(owner, left.bytes()));
        String type = URLConnection.guessContentTypeFromName(left.name());
        artifacts.add(new Artifact(left.name(), left.bytes().length, type == null ? "application/octet-stream" : type,
                sha256));
    }

    List<Artifact> all() {
        return List.copyOf(artifacts);
    }
}
