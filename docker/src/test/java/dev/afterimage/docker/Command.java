package dev.afterimage.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program with its environment, to be run with arguments. Immutable; the {@code with…} methods answer a changed copy. */
record Command(List<String> words, Map<String, String> environment, Duration patience) {
    private static final Duration USUAL = Duration.ofMinutes(2);

    Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    static Command of(String... words) {
        return new Command(List.of(words), Map.of(), USUAL);
    }

    /** What a run came to; both streams are in the output. */
    record Result(int exitCode, String output) {}

    Command with(String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return new Command(all, environment, patience);
    }

    Command withEnvironment(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return new Command(words, all, patience);
    }

    Command withPatience(Duration other) {
        return new Command(words, environment, other);
    }

    /** Runs it; what it printed, or an {@link AssertionError} with that where it failed. */
    String run(String... arguments) {
        Result result = with(arguments).result();
        if (result.exitCode() != 0) {
            throw new AssertionError(String.join(" ", with(arguments).words()) + " ended with " + result.exitCode()
                    + ":\n" + result.output());
        }
        return result.output().strip();
    }

    /** Whether it is there and runs to a good end. */
    boolean works(String... arguments) {
        try {
            return with(arguments).result().exitCode() == 0;
        } catch (UncheckedIOException missing) {
            return false;
        }
    }

    Result result() {
        try {
            Path output = Files.createTempFile("afterimage-docker", ".out");
            try {
                return result(output);
            } finally {
                Files.delete(output);
            }
        } catch (IOException missing) {
            throw new UncheckedIOException(
                    words.getFirst() + " cannot be run. Without these tests: ./afterimage test --without docker",
                    missing);
        }
    }

    private Result result(Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", words) + " does not end:\n" + Files.readString(output));
            }
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stop);
        }
        return new Result(process.exitValue(), Files.readString(output));
    }
}
