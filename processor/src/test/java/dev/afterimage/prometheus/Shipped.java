package dev.afterimage.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is shipped for Prometheus and Grafana. */
final class Shipped {
    static final Path PROMETHEUS = Path.of("..", "docker", "prometheus");
    static final Path DASHBOARD = Path.of("..", "docker", "grafana", "dashboards", "afterimage.json");

    private static final Pattern TARGETS = Pattern.compile("(?m)^    dns_sd_configs:\\n(      .*\\n)+");
    private static final Pattern TOKEN = Pattern.compile("credentials_file: .*");

    private Shipped() {}

    /** The configuration of Prometheus and its rules, in a folder of its own, for this worker alone and in more haste. */
    static Path configuration(Path folder, String target, String token) throws IOException {
        Path secret = Files.writeString(folder.resolve("read-token"), token + "\n");
        String shipped = Files.readString(PROMETHEUS.resolve("prometheus.yml"));
        String configuration = replaced(TARGETS, "    static_configs:\n      - targets: ['" + target + "']\n", shipped);
        configuration = replaced(TOKEN, "credentials_file: " + secret.toAbsolutePath(), configuration);
        Files.copy(PROMETHEUS.resolve("alerts.yaml"), folder.resolve("alerts.yaml"));
        return Files.writeString(
                folder.resolve("prometheus.yml"),
                configuration.replaceAll("(scrape|evaluation)_interval: .*", "$1_interval: 1s"));
    }

    private static String replaced(Pattern pattern, String replacement, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("there is no " + pattern + " in " + text);
        }
        return matcher.replaceFirst(Matcher.quoteReplacement(replacement));
    }

    /** The queries of the dashboard by their panels' titles, for all tables. */
    static Map<String, String> queries() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(Files.readString(DASHBOARD));
        Map<String, String> queries = new LinkedHashMap<>();
        for (JsonNode panel : dashboard.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                queries.put(
                        panel.path("title").asText() + " "
                                + target.path("refId").asText(),
                        target.path("expr")
                                .asText()
                                .replace("$__rate_interval", "15s")
                                .replace("$table", ".+"));
            }
        }
        return queries;
    }
}
