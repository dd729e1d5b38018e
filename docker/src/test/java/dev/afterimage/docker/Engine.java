package dev.afterimage.docker;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Docker engine: the one of this machine where there is one, else one of the test's own, which leaves firewall and networks
 * of the machine alone and ends with the test.
 */
final class Engine implements AutoCloseable {
    /** What the tests keep from one run to the next. */
    static final Path TARGET = Path.of("target").toAbsolutePath();

    private static final Path OWN = TARGET.resolve("engine");
    private static final Path PID_FILE = OWN.resolve("docker.pid");
    private static final Duration TO_START = Duration.ofMinutes(1);
    private static final Duration TO_END = Duration.ofSeconds(30);

    private final Command docker;
    private final Optional<Process> own;
    private final Thread atExit = new Thread(this::end, "engine-end");

    private Engine(Command docker, Optional<Process> own) {
        this.docker = docker;
        this.own = own;
    }

    static Engine open() {
        endLeftOver();
        Command docker = client().withEnvironment(Map.of("DOCKER_BUILDKIT", "1"));
        if (docker.works("info")) {
            return new Engine(docker, Optional.empty());
        }
        try {
            return started(docker);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Debian's own client has BuildKit built in; another that goes before it may not. */
    private static Command client() {
        Path debians = Path.of("/usr/bin/docker");
        return Command.of(Files.isExecutable(debians) ? debians.toString() : "docker");
    }

    private static Engine started(Command docker) throws IOException {
        Files.createDirectories(OWN);
        // Names of sockets are short by law.
        Path run = Files.createTempDirectory("afterimage-engine");
        String socket = "unix://" + run.resolve("docker.sock");
        Process daemon = new ProcessBuilder(
                        "dockerd",
                        "--host=" + socket,
                        "--data-root=" + OWN.resolve("data"),
                        "--exec-root=" + run.resolve("exec"),
                        "--pidfile=" + PID_FILE,
                        "--storage-driver=overlay2",
                        "--iptables=false",
                        "--ip6tables=false",
                        "--ip-masq=false",
                        "--bridge=none")
                .redirectErrorStream(true)
                .redirectOutput(OWN.resolve("dockerd.log").toFile())
                .start();
        Engine engine = new Engine(docker.withEnvironment(Map.of("DOCKER_HOST", socket)), Optional.of(daemon));
        Runtime.getRuntime().addShutdownHook(engine.atExit);
        try {
            await().atMost(TO_START).until(() -> !daemon.isAlive() || engine.docker.works("info"));
            if (!daemon.isAlive()) {
                throw new AssertionError(
                        "dockerd does not start, which takes root:\n" + Files.readString(OWN.resolve("dockerd.log")));
            }
            return engine;
        } catch (RuntimeException | Error failed) {
            engine.close();
            throw failed;
        }
    }

    /** One of an earlier run that was killed. */
    private static void endLeftOver() {
        if (!Files.exists(PID_FILE)) {
            return;
        }
        try {
            ProcessHandle.of(Long.parseLong(Files.readString(PID_FILE).strip()))
                    .filter(process -> process.info()
                            .command()
                            .filter(command -> command.endsWith("dockerd"))
                            .isPresent())
                    .ifPresent(process -> {
                        process.destroy();
                        process.onExit()
                                .orTimeout(TO_END.toSeconds(), TimeUnit.SECONDS)
                                .join();
                    });
            Files.deleteIfExists(PID_FILE);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Whether it is the test's own, which reaches no registry. */
    boolean isOwn() {
        return own.isPresent();
    }

    Command docker() {
        return docker;
    }

    /** The plug-in of newer clients, else the program of its own. */
    Command compose() {
        return docker.works("compose", "version")
                ? docker.with("compose")
                : Command.of("docker-compose").withEnvironment(docker.environment());
    }

    @Override
    public void close() {
        end();
        if (own.isPresent()) {
            Runtime.getRuntime().removeShutdownHook(atExit);
        }
    }

    private void end() {
        own.filter(Process::isAlive).ifPresent(daemon -> {
            daemon.destroy();
            try {
                if (!daemon.waitFor(TO_END.toSeconds(), TimeUnit.SECONDS)) {
                    daemon.destroyForcibly();
                }
            } catch (InterruptedException stop) {
                daemon.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        });
    }
}
