package dev.afterimage.demo.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder with the workers' configuration and logs. */
final class Folder implements AutoCloseable {
    private final Path path;
    private boolean keep;

    private Folder(Path path) {
        this.path = path;
    }

    static Folder create() {
        try {
            return new Folder(Files.createTempDirectory("afterimage-torture-"));
        } catch (IOException impossible) {
            throw new UncheckedIOException("there is no place for the workers' logs", impossible);
        }
    }

    Path path() {
        return path;
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(path.resolve(name), text, StandardCharsets.UTF_8);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    boolean hasLogs() {
        try (Stream<Path> files = Files.list(path)) {
            return files.anyMatch(file -> file.toString().endsWith(".log"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What is in it will be wanted. */
    void keep() {
        keep = true;
    }

    @Override
    public void close() {
        if (keep) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException undeletable) {
            throw new UncheckedIOException("the folder " + path + " stays", undeletable);
        }
    }
}
