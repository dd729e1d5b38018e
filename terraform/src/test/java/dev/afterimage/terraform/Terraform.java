package dev.afterimage.terraform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs terraform in folders of copies of the modules, so that the work tree stays as it is. */
final class Terraform {
    /** Where the modules are: this Maven module's folder. */
    static final Path MODULES = Path.of("").toAbsolutePath();

    /** What the tests keep. */
    static final Path TARGET = MODULES.resolve("target");

    private static final long PATIENCE_SECONDS = 120;

    private final Path folder;
    private final String reattach;

    /** What a command printed; where it failed, why. */
    record Result(int exitCode, String output) {
        Result orFail() {
            if (exitCode != 0) {
                throw new AssertionError("terraform ended with " + exitCode + ":\n" + output);
            }
            return this;
        }
    }

    /**
     * Terraform in a folder.
     *
     * @param reattach the provider; empty for none
     */
    Terraform(Path folder, String reattach) {
        this.folder = folder;
        this.reattach = reattach;
    }

    Result run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("terraform"));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile(TARGET, "terraform", ".log");
            Process process = started(command, output);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " does not end:\n" + Files.readString(output));
            }
            String printed = Files.readString(output);
            Files.delete(output);
            return new Result(process.exitValue(), printed);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stop);
        }
    }

    private Process started(List<String> command, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TF_") || name.startsWith("AWS_"));
        // Nobody's own settings, and no colours.
        builder.environment()
                .put(
                        "TF_CLI_CONFIG_FILE",
                        Files.createDirectories(TARGET)
                                .resolve("no-settings.tfrc")
                                .toString());
        Files.writeString(TARGET.resolve("no-settings.tfrc"), "");
        builder.environment().put("TF_CLI_ARGS", "-no-color");
        builder.environment().put("TF_IN_AUTOMATION", "1");
        builder.environment().put("CHECKPOINT_DISABLE", "1");
        if (!reattach.isEmpty()) {
            builder.environment().put("TF_REATTACH_PROVIDERS", reattach);
        }
        try {
            return builder.start();
        } catch (IOException missing) {
            throw new IllegalStateException(
                    "terraform cannot be run (" + missing + "). These tests need terraform 1.9 or newer on the PATH:"
                            + " https://developer.hashicorp.com/terraform/install."
                            + " Without it: ./afterimage test --without terraform",
                    missing);
        }
    }
}
