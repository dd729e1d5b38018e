package dev.afterimage.demo.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder with the workers' configuration and logs. */
public final class WorkFolder implements AutoCloseable {
    private final Path path;
    private boolean keep;

    private WorkFolder(Path path) {
        this.path = path;
    }

    public static WorkFolder create() {
        try {
            return new WorkFolder(Files.createTempDirectory("afterimage-workers-"));
        } catch (IOException impossible) {
            throw new UncheckedIOException("there is no place for the workers' logs", impossible);
        }
    }

    public Path path() {
        return path;
    }

    /** Makes a file of this text. */
    public Path write(String name, String text) {
        try {
            return Files.writeString(path.resolve(name), text, StandardCharsets.UTF_8);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Whether a worker has been started. */
    public boolean hasLogs() {
        try (Stream<Path> files = Files.list(path)) {
            return files.anyMatch(file -> file.toString().endsWith(".log"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** From now on it stays: what is in it will be wanted. */
    public void keep() {
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
