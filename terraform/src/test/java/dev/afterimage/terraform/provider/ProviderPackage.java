package dev.afterimage.terraform.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The package of generated bindings that tells the schema of the AWS provider. It is fetched once, and of its 45 MB only the
 * types that somebody asks for are unpacked.
 */
final class ProviderPackage {
    /** The bindings of version 6.66.0 of the provider. */
    private static final String NAME = "@cdktn/provider-aws@25.7.0";

    private static final String FILE = "cdktn-provider-aws-25.7.0.tgz";
    private static final long PATIENCE_SECONDS = 240;

    private final Path folder;

    ProviderPackage(Path target) {
        this.folder = target.resolve("provider");
    }

    /** What the bindings tell of a type, such as {@code dynamodb-table} or {@code data-aws-region}. */
    List<Bindings> bindings(List<String> types) {
        List<String> missing =
                types.stream().filter(type -> !Files.isRegularFile(code(type))).toList();
        if (!missing.isEmpty()) {
            unpack(missing);
        }
        return types.stream().map(this::bindings).toList();
    }

    private Bindings bindings(String type) {
        try {
            return new Bindings(Files.readString(code(type)), Files.readString(declarations(type)));
        } catch (IOException missing) {
            throw new UncheckedIOException("the AWS provider has no type " + type, missing);
        }
    }

    private Path code(String type) {
        return folder.resolve("package/lib").resolve(type).resolve("index.js");
    }

    private Path declarations(String type) {
        return folder.resolve("package/lib").resolve(type).resolve("index.d.ts");
    }

    private void unpack(List<String> types) {
        if (!Files.isRegularFile(folder.resolve(FILE))) {
            run(List.of("npm", "pack", "--silent", NAME));
        }
        List<String> command = new ArrayList<>(List.of("tar", "-xzf", FILE));
        types.forEach(type -> command.add("package/lib/" + type));
        run(command);
    }

    private void run(List<String> command) {
        try {
            Files.createDirectories(folder);
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("last-command.log").toFile())
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + " failed:\n"
                        + Files.readString(folder.resolve("last-command.log")) + hint());
            }
        } catch (IOException missing) {
            throw new IllegalStateException(command.getFirst() + " cannot be run: " + missing + hint(), missing);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stop);
        }
    }

    private static String hint() {
        return "\nThe schema of Terraform's AWS provider comes from an npm package: these tests need npm, tar and the network,"
                + " once. On Debian: apt install npm. Without them: ./afterimage test --without terraform";
    }
}
