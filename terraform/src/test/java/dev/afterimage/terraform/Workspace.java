package dev.afterimage.terraform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A copy of the modules and examples, which terraform may fill with what it writes. */
final class Workspace {
    private static final List<String> COPIED = List.of("tables.yaml", "modules", "examples");

    private final Path folder;

    private Workspace(Path folder) {
        this.folder = folder;
    }

    /** A new copy under this name, in place of an older one. */
    static Workspace create(String name) {
        Path folder = Terraform.TARGET.resolve("work").resolve(name);
        try {
            delete(folder);
            for (String part : COPIED) {
                copy(Terraform.MODULES.resolve(part), folder.resolve(part));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return new Workspace(folder);
    }

    Path path(String relative) {
        return folder.resolve(relative);
    }

    /** Writes a file, with the folders that it needs. */
    Path write(String relative, String text) {
        try {
            Path file = folder.resolve(relative);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Replaces a text that must be in a file. */
    void replace(String relative, String before, String after) {
        try {
            String text = Files.readString(folder.resolve(relative));
            if (!text.contains(before)) {
                throw new AssertionError(relative + " does not contain " + before);
            }
            Files.writeString(folder.resolve(relative), text.replace(before, after));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> all = Files.walk(tree)) {
                for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one :
                    all.filter(path -> !path.toString().contains(".terraform")).toList()) {
                Path target = to.resolve(from.relativize(one).toString());
                Files.createDirectories(Files.isDirectory(one) ? target : target.getParent());
                if (Files.isRegularFile(one)) {
                    Files.copy(one, target);
                }
            }
        }
    }
}
