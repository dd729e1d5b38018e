package dev.afterimage.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The worker in a process of its own, as people run it. Closing it kills it. */
final class WorkerProcess implements AutoCloseable {
    private final Process process;

    private WorkerProcess(Process process) {
        this.process = process;
    }

    /** Starts a worker and waits until it says that it is ready. */
    static WorkerProcess start(URI endpoint, Path log) {
        return start(endpoint, log, Map.of());
    }

    /** The same, with these variables that configure it. */
    static WorkerProcess start(URI endpoint, Path log, Map<String, String> variables) {
        return start(endpoint, log, List.of(), variables);
    }

    /** With more options of the JVM, and variables that configure it. */
    static WorkerProcess start(URI endpoint, Path log, List<String> options, Map<String, String> variables) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.afterimage.app.Main",
                "run",
                "--endpoint",
                endpoint.toString()));
        command.addAll(1, options);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(variables);
        try {
            Process process = builder.start();
            BufferedReader out = process.inputReader();
            // What is logged in between goes to standard output, too, by the tests' own settings.
            if (out.lines().noneMatch(line -> line.startsWith("afterimage: ready"))) {
                process.destroyForcibly();
                throw new IllegalStateException("the worker did not get ready; its log is " + log);
            }
            return new WorkerProcess(process);
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        }
    }

    /** Sends SIGTERM; answers the exit code. */
    int terminate(long seconds) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("the worker is still there after " + seconds + " s");
        }
        return process.exitValue();
    }

    /** Sends SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
