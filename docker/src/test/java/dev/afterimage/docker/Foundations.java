package dev.afterimage.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the images are built on where no registry is reached: images of Debian's packages, and the Maven repository of this
 * machine. The base has the packages of the published one (C library, time zones, names of networks), and so no shell.
 */
final class Foundations {
    static final String BASE_IMAGE = "afterimage-test/base";

    private static final List<String> BASE = List.of("base-files", "netbase", "tzdata", "libc6");
    private static final List<String> SHELL = List.of("busybox-static");
    private static final List<String> PROMETHEUS = List.of("prometheus");
    private static final String JAVA_HOME = "/opt/java/openjdk";

    private final Command docker;
    private final Path work;

    /** Foundations for this engine, made in a folder whose content may be lost. */
    Foundations(Command docker, Path work) {
        this.docker = docker;
        this.work = work;
    }

    /** The options of a build that stands on them. */
    List<String> buildOptions() {
        String base = image("base", BASE, List.of(), root -> {});
        String jdk = image("jdk:" + Runtime.version(), together(BASE, SHELL), jdkSettings(), this::addJdk);
        warmMaven(jdk);
        return List.of(
                "--network=host",
                "--build-arg=BASE_IMAGE=" + base,
                "--build-arg=JDK_IMAGE=" + jdk,
                "--build-arg=MAVEN_OPTIONS=-o");
    }

    private interface Furnishing {
        void addTo(Path root) throws IOException;
    }

    private static List<String> together(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static List<String> jdkSettings() {
        return List.of(
                "ENV JAVA_HOME=" + JAVA_HOME,
                "ENV PATH=" + JAVA_HOME + "/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    }

    /** Made once for an engine. */
    private String image(String name, List<String> packages, List<String> settings, Furnishing more) {
        String tag = "afterimage-test/" + name.replace('+', '_');
        if (docker.works("image", "inspect", tag)) {
            return tag;
        }
        try {
            String plain = name.replaceAll("\\W", "-");
            Path root = Files.createDirectories(work.resolve(plain + "-root"));
            unpack(packages, root);
            addUsers(root);
            more.addTo(root);
            Path archive = work.resolve(plain + ".tar");
            Command.of("tar", "-C", root.toString(), "-cf", archive.toString(), ".")
                    .run();
            List<String> arguments = new ArrayList<>(List.of("import"));
            settings.forEach(setting -> arguments.addAll(List.of("--change", setting)));
            arguments.addAll(List.of(archive.toString(), tag));
            docker.run(arguments.toArray(String[]::new));
            Files.delete(archive);
            return tag;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void unpack(List<String> packages, Path root) throws IOException {
        for (String name : packages) {
            Path folder = Files.createDirectories(work.resolve("packages").resolve(name));
            if (files(folder).isEmpty()) {
                Command.of("env", "-C", folder.toString(), "apt-get", "-q", "download", name)
                        .run();
            }
            for (Path archive : files(folder)) {
                Command.of("dpkg-deb", "-x", archive.toString(), root.toString())
                        .run();
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static void addUsers(Path root) throws IOException {
        Files.createDirectories(root.resolve("tmp"));
        Command.of("chmod", "1777", root.resolve("tmp").toString()).run();
        Files.writeString(root.resolve("etc/passwd"), """
                root:x:0:0:root:/root:/sbin/nologin
                nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin
                """);
    }

    private void addJdk(Path root) throws IOException {
        String busybox = root.resolve("bin/busybox").toString();
        for (String name : Command.of(busybox, "--list").run().lines().toList()) {
            Path program = root.resolve("bin").resolve(name);
            if (!Files.exists(program, LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(program, Path.of("busybox"));
            }
        }
        Path home = root.resolve(JAVA_HOME.substring(1));
        Files.createDirectories(home.getParent());
        Path own = Path.of(System.getProperty("java.home"));
        Command.of("cp", "-a", own.toString(), home.toString()).run();
        Files.deleteIfExists(home.resolve("lib/src.zip"));
        // A package of the JDK may link it to a place outside.
        Files.copy(
                own.resolve("lib/security/cacerts"),
                home.resolve("lib/security/cacerts"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Puts this machine's Maven and its repository where the build keeps its own. */
    private void warmMaven(String jdk) {
        String tag = "afterimage-test/warm";
        Path source = Path.of(System.getProperty("user.home"), ".m2");
        Path context = work.resolve("maven");
        try {
            Files.createDirectories(context);
            for (String part : List.of("repository", "wrapper")) {
                link(source.resolve(part), context);
            }
            // Where each file came from: the build knows no other place than the usual one, and would not use them.
            Command.of("find", context.toString(), "-name", "_remote.repositories", "-delete")
                    .run();
            Files.writeString(context.resolve("Dockerfile"), """
                    FROM %s
                    RUN --mount=type=cache,id=afterimage-maven,target=/root/.m2 --mount=type=bind,target=/from \\
                        cp -ru /from/repository /from/wrapper /root/.m2/
                    """.formatted(jdk));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        docker.run("build", "--network=host", "--tag", tag, context.toString());
    }

    /** Without copying, where both are on one disk. */
    private static void link(Path source, Path folder) {
        if (!Command.of("cp", "-alf").works(source.toString(), folder.toString())) {
            Command.of("cp", "-au").run(source.toString(), folder.toString());
        }
    }

    /** What compose is to take instead of the published images. */
    Map<String, String> images() {
        List<String> start = List.of("ENTRYPOINT [\"/usr/bin/prometheus\"]");
        return Map.of(
                "AFTERIMAGE_PROMETHEUS_IMAGE", image("prometheus", together(BASE, PROMETHEUS), start, root -> {}));
    }
}
