package dev.afterimage.demo.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A worker in a JVM of its own, as a real one: signals reach it, and all that it says goes to a file. For one thread. */
public final class WorkerProcess implements AutoCloseable {
    private static final List<String> JVM = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dafterimage.log=INFO");
    private static final String READY = "afterimage: ready";

    private final String workerId;
    private final Path log;
    private final Process process;
    private boolean ready;

    private WorkerProcess(String workerId, Path log, Process process) {
        this.workerId = workerId;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts one, and does not wait until it is ready.
     *
     * @param program the main class and its arguments; it takes its id from {@code AFTERIMAGE_WORKER_ID}, and prints a
     *     line that begins with "afterimage: ready" when it reads
     * @param folder where its log lies, and its temporary files
     */
    public static WorkerProcess start(String workerId, List<String> program, Path folder) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.add("-Djava.io.tmpdir=" + folder);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(program);
        ProcessBuilder builder = new ProcessBuilder(command);
        // Of this process's own configuration the worker must see nothing.
        builder.environment().keySet().removeIf(name -> name.startsWith("AFTERIMAGE_"));
        builder.environment().put("AFTERIMAGE_WORKER_ID", workerId);
        try {
            Path log = newLog(workerId, folder);
            return new WorkerProcess(
                    workerId,
                    log,
                    builder.redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start());
        } catch (IOException unstartable) {
            throw new UncheckedIOException("a worker cannot be started", unstartable);
        }
    }

    private static Path newLog(String workerId, Path folder) throws IOException {
        int number = 1;
        while (Files.exists(folder.resolve(workerId + "-" + number + ".log"))) {
            number++;
        }
        return folder.resolve(workerId + "-" + number + ".log");
    }

    public String workerId() {
        return workerId;
    }

    /** All that it has said. */
    public Path log() {
        return log;
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Whether it has said that it reads. */
    public boolean ready() {
        try {
            ready = ready || Files.readString(log, StandardCharsets.UTF_8).contains(READY);
            return ready;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What it ended with. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Asks it to end: SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** Ends it: SIGKILL. No code of it runs after this. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Stops it in the middle of what it does: SIGSTOP. It knows nothing of that. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on where it was: SIGCONT. */
    public void resume() {
        signal("CONT");
    }

    /** Waits until it has ended, but not longer than this; whether it has. */
    public boolean await(Duration longest) {
        try {
            return process.waitFor(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void signal(String name) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (code != 0 && process.isAlive()) {
                throw new IllegalStateException("kill -" + name + " of worker " + workerId + " ended with " + code);
            }
        } catch (IOException noKill) {
            throw new UncheckedIOException("processes cannot be paused here: there is no program 'kill'", noKill);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
