package dev.afterimage.docker;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The project of {@code docker/compose.yaml}, under a name and on ports of its own. */
final class Project implements AutoCloseable {
    /** How many workers have a port that is published. */
    static final int CONSOLES = 10;

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 32_000;

    private final Command docker;
    private final Command compose;
    private final int dynamoDb;
    private final int prometheus;

    Project(Engine engine, String name, Map<String, String> images) {
        int first = freePorts(CONSOLES + 2);
        this.docker = engine.docker();
        this.dynamoDb = first + CONSOLES;
        this.prometheus = first + CONSOLES + 1;
        Map<String, String> environment = new HashMap<>(images);
        environment.put("COMPOSE_PROJECT_NAME", name);
        environment.put("AFTERIMAGE_CONSOLE_PORTS", first + "-" + (first + CONSOLES - 1));
        environment.put("AFTERIMAGE_USERS", "10");
        environment.put("AFTERIMAGE_DYNAMODB_PORT", Integer.toString(dynamoDb));
        environment.put("AFTERIMAGE_PROMETHEUS_PORT", Integer.toString(prometheus));
        this.compose = engine.compose()
                .with("-f", Path.of("compose.yaml").toAbsolutePath().toString())
                .withEnvironment(environment)
                .withPatience(PATIENCE);
    }

    private static int freePorts(int count) {
        return IntStream.iterate(FIRST_PORT, port -> port < LAST_PORT, port -> port + count)
                .filter(first -> IntStream.range(first, first + count).allMatch(Project::isFree))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    Command compose() {
        return compose;
    }

    int dynamoDbPort() {
        return dynamoDb;
    }

    int prometheusPort() {
        return prometheus;
    }

    /** Starts these services, and those that they wait for. */
    void up(String... services) {
        compose.with("up", "-d", "--no-build").run(services);
    }

    /** Lets so many workers run. */
    List<String> scaleWorkers(int count) {
        compose.run("up", "-d", "--no-build", "--no-recreate", "--no-deps", "--scale", "worker=" + count, "worker");
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<String> workers = workers();
            if (workers.size() != count || !workers.stream().allMatch(this::isHealthy)) {
                throw new AssertionError("of " + count + " workers these run: " + workers + logs());
            }
        });
        return workers();
    }

    /** The ids of the workers that run, short as their host names are. */
    List<String> workers() {
        List<String> running = new ArrayList<>();
        compose.run("ps", "-q", "worker").lines().forEach(id -> {
            if (inspect(id, "{{.State.Running}}").equals("true")) {
                running.add(id.substring(0, 12));
            }
        });
        return running;
    }

    boolean isHealthy(String id) {
        return inspect(id, "{{.State.Health.Status}}").equals("healthy");
    }

    String inspect(String id, String format) {
        return docker.run("inspect", "--format", format, id);
    }

    String logs() {
        return "\n" + compose.run("logs", "--no-color", "--tail=40");
    }

    /** Ends and removes everything, also what an earlier run left that was killed. */
    @Override
    public void close() {
        compose.run("down", "--volumes", "--timeout", "1", "--remove-orphans");
    }
}
