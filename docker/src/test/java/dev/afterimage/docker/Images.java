package dev.afterimage.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The images, built as people build them.
 *
 * @param base what the worker's stands on
 * @param foreign what is taken instead of images of others
 */
record Images(Command docker, String base, Map<String, String> foreign) {
    private static final Duration PATIENCE = Duration.ofMinutes(9);
    private static final String WORKER = "afterimage-test/worker";
    private static final String SMALL = "afterimage-test/worker-small";
    private static final String LOCAL = "afterimage-test/local";
    private static final String PUBLISHED_BASE = "gcr.io/distroless/base-nossl-debian12:nonroot";

    /** Builds them: on published images where the engine is the machine's, else on what is to be had without a registry. */
    static Images build(Engine engine) throws IOException {
        List<String> options = List.of();
        String base = PUBLISHED_BASE;
        Map<String, String> foreign = Map.of();
        if (engine.isOwn()) {
            Foundations foundations =
                    new Foundations(engine.docker(), Files.createDirectories(Engine.TARGET.resolve("foundations")));
            options = foundations.buildOptions();
            base = Foundations.BASE_IMAGE;
            foreign = foundations.images();
        } else {
            engine.docker().withPatience(PATIENCE).run("pull", PUBLISHED_BASE);
        }
        Images images = new Images(engine.docker(), base, foreign);
        images.build(SMALL, "worker-small", options);
        images.build(WORKER, "worker", options);
        images.build(LOCAL, "local", options);
        return images;
    }

    private void build(String tag, String target, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of("build", "--progress=plain", "-f", "Dockerfile"));
        arguments.addAll(options);
        arguments.addAll(List.of("--target", target, "--tag", tag, ".."));
        docker.withPatience(PATIENCE).run(arguments.toArray(String[]::new));
    }

    String worker() {
        return WORKER;
    }

    String small() {
        return SMALL;
    }

    /** What compose is to take. */
    Map<String, String> forCompose() {
        Map<String, String> images = new HashMap<>(foreign);
        images.put("AFTERIMAGE_IMAGE", WORKER);
        images.put("AFTERIMAGE_LOCAL_IMAGE", LOCAL);
        return images;
    }

    /** In bytes, unpacked. */
    long size(String image) {
        return Long.parseLong(docker.run("image", "inspect", "--format", "{{.Size}}", image));
    }

    /** The names of all files, without folders. */
    Set<String> files(String image) throws IOException {
        String container = docker.run("create", image, "nothing");
        Path archive = Files.createTempFile("afterimage-image", ".tar");
        try {
            docker.run("export", "--output", archive.toString(), container);
            return Command.of("tar", "-tf")
                    .run(archive.toString())
                    .lines()
                    .filter(name -> !name.endsWith("/"))
                    .collect(Collectors.toSet());
        } finally {
            Files.delete(archive);
            docker.run("rm", container);
        }
    }
}
