package dev.afterimage.console.health;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Asks from a process of its own whether a worker lives, for the health checks of containers: a program that needs no other
 * class, since it is started again and again. With an argument it asks that address instead.
 */
public final class Probe {
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int BROKEN = 500;
    private static final String USUAL = "127.0.0.1:8080";

    private Probe() {}

    /** Ends with 0 where it is answered or there is no console to ask, else with 1. */
    public static void main(String[] arguments) {
        Optional<URI> address =
                arguments.length > 0 ? Optional.of(URI.create(arguments[0])) : consoleOf(System.getenv());
        Verdict verdict = address.map(Probe::ask)
                .orElseGet(() -> new Verdict(true, "the console is off: the process runs, more cannot be asked"));
        System.out.println(verdict.reason());
        System.exit(verdict.healthy() ? 0 : 1);
    }

    /** What an answer, or none, means. */
    record Verdict(boolean healthy, String reason) {}

    /** Where the worker of this environment answers; empty where it does not listen. */
    static Optional<URI> consoleOf(Map<String, String> environment) {
        String listen =
                environment.getOrDefault("AFTERIMAGE_CONSOLE_LISTEN", "auto").strip();
        return switch (listen) {
            case "off" -> Optional.empty();
            case "auto" -> Optional.of(live(USUAL));
            default -> Optional.of(live(reachable(listen)));
        };
    }

    private static URI live(String address) {
        return URI.create("http://" + address + "/live");
    }

    /** Who listens at every address is asked at this machine's own. */
    private static String reachable(String listen) {
        return listen.replaceFirst("^0\\.0\\.0\\.0:", "127.0.0.1:").replaceFirst("^\\[::]:", "[::1]:");
    }

    static Verdict ask(URI address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            int status = connection.getResponseCode();
            connection.disconnect();
            return new Verdict(status < BROKEN, address + " answers " + status);
        } catch (IOException unanswered) {
            return new Verdict(false, address + " does not answer: " + unanswered.getMessage());
        }
    }
}
