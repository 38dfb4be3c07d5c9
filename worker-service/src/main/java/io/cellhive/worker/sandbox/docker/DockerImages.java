package io.cellhive.worker.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Image;
import io.cellhive.model.id.RuntimeName;
import io.cellhive.model.json.CellhiveJson;
import io.cellhive.model.runtime.RuntimeInfo;
import io.cellhive.worker.sandbox.ImageMissing;
import io.cellhive.worker.sandbox.Images;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The images of the catalogue (each runtime's runtime.json), as far as this daemon has them. */
@Component
final class DockerImages implements Images {
    private static final String EVERY_RUNTIME = "classpath:runtimes/*/runtime.json";
    private final DockerClient docker;
    private final List<Described> catalogue;
    /** By image name, as it was when last looked: a sandbox made from an image that was built anew is another kind. */
    private final Map<String, String> ids = new ConcurrentHashMap<>();

    DockerImages(DockerClient docker, ResourcePatternResolver resources) throws IOException {
        this.docker = docker;
        this.catalogue = Stream.of(resources.getResources(EVERY_RUNTIME)).map(DockerImages::described).toList();
        if (catalogue.isEmpty()) {
            throw new IllegalStateException("the build left out " + EVERY_RUNTIME);
        }
    }

    private record Described(RuntimeName name, String title, String python, String image, List<String> packages,
            List<String> preload) {}

    private static Described described(Resource file) {
        try (InputStream json = file.getInputStream()) {
            return CellhiveJson.mapper().readValue(json, Described.class);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public String resolve(RuntimeName runtime, @Nullable String override) {
        if (override == null) {
            return catalogue.stream().filter(it -> it.name().equals(runtime)).findFirst().map(Described::image)
                    .map(image -> ids.getOrDefault(image, image))
                    .orElseThrow(() -> new ImageMissing("There is no runtime " + runtime + " on this worker."));
        }
        return labels(override).containsKey(DockerSandboxes.LABEL + "runner") ? override : builtFrom(override);
    }

    @Override
    public List<String> preload(RuntimeName runtime) {
        return catalogue.stream().filter(it -> it.name().equals(runtime)).findFirst().map(Described::preload)
                .orElse(List.of());
    }

    private Map<String, String> labels(String image) {
        try {
            var found = docker.inspectImageCmd(image).exec();
            ids.put(image, Objects.requireNonNullElse(found.getId(), image));
            var config = found.getConfig();
            return config == null || config.getLabels() == null ? Map.of() : config.getLabels();
        } catch (NotFoundException missing) {
            ids.remove(image);
            return Map.of();
        }
    }

    private String builtFrom(String base) {
        return docker.listImagesCmd()
                .withLabelFilter(
                        Map.of(DockerSandboxes.LABEL + "base", base, DockerSandboxes.LABEL + "runtime", "python"))
                .exec().stream().max(Comparator.comparing(Image::getCreated)).map(Image::getId)
                .orElseThrow(
                        () -> new ImageMissing("The image " + base + " has no runner in it. Build one with BASE_IMAGE="
                                + base + " runtimes/build.sh python."));
    }

    @Override
    public List<RuntimeInfo> runtimes() {
        return catalogue.stream().map(it -> {
            boolean there = labels(it.image()).containsKey(DockerSandboxes.LABEL + "runner");
            return new RuntimeInfo(it.name(), it.title(), it.python(), it.packages(), there,
                    there ? null : "The image " + it.image() + " is not built. Run ./cellhive up.");
        }).toList();
    }
}
