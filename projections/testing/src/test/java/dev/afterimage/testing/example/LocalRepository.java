package dev.afterimage.testing.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A local repository of Maven's that holds what this build has made, as an installation would. */
record LocalRepository(Path folder) {
    private static final String VERSION = "0.1.0-SNAPSHOT";

    /** Installs a module: its pom, and its jar where it has one. */
    void add(Path module, String artifact) throws IOException {
        Path target = Files.createDirectories(
                folder.resolve("dev/afterimage").resolve(artifact).resolve(VERSION));
        String name = artifact + "-" + VERSION;
        Files.copy(module.resolve("pom.xml"), target.resolve(name + ".pom"));
        Path jar = module.resolve("target").resolve(name + ".jar");
        if (Files.exists(jar)) {
            Files.copy(jar, target.resolve(name + ".jar"));
        }
    }

    /** The user's own, which holds what the build needs from elsewhere. */
    static Path usual() {
        return Path.of(Optional.ofNullable(System.getProperty("maven.repo.local"))
                .orElseGet(() -> System.getProperty("user.home") + "/.m2/repository"));
    }

    /** Copies a project without what it has built. */
    static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(file -> !from.relativize(file).startsWith("target"))
                    .toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        return to;
    }
}
