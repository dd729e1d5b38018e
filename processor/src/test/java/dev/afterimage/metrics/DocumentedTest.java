package dev.afterimage.metrics;

import static dev.afterimage.commit.TestChanges.expired;
import static dev.afterimage.metrics.MetricsBench.PROJECTION;
import static dev.afterimage.metrics.MetricsBench.TABLE;
import static dev.afterimage.metrics.MetricsBench.lane;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.dynamo.ServiceCall;
import dev.afterimage.dynamo.ServiceCall.Result;
import dev.afterimage.lane.Position;
import dev.afterimage.telemetry.Alarm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is documented is what there is, and the other way round. */
final class DocumentedTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern METRIC =
            Pattern.compile("\\| `(afterimage_[a-z_]+)` \\| ([a-z]+) \\| [^|]+ \\| ([^|]*)\\| .*");
    private static final Pattern ALERT =
            Pattern.compile("\\| `(Afterimage[A-Za-z]+)` \\| ([0-9]+m) \\| ([a-z]+) \\| .*");
    private static final Pattern RULE = Pattern.compile(
            "- alert: ([A-Za-z]+)\\s+expr: (.+?)\\s+for: ([0-9]+m)\\s+labels: \\{severity: ([a-z]+)}", Pattern.DOTALL);
    private static final Pattern THRESHOLD = Pattern.compile("[<>] ([0-9.]+)(?![0-9.a-z\\[])");
    private static final Pattern LABEL = Pattern.compile("(?<=[{,])([a-z]+)=");

    @Test
    void the_table_of_metrics_is_what_a_worker_shows() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        for (String line : lines("docs/metrics.md")) {
            Matcher row = METRIC.matcher(line);
            if (row.matches()) {
                Set<String> labels = new TreeSet<>(
                        List.of(row.group(3).replaceAll("[` ]", "").split(",")));
                documented.put(row.group(1), row.group(2) + " " + labels);
            }
        }

        assertThat(shown()).isEqualTo(documented);
    }

    @Test
    void the_table_of_alerts_is_what_prometheus_alerts_by() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        for (String line : lines("docs/metrics.md")) {
            Matcher row = ALERT.matcher(line);
            if (row.matches()) {
                documented.put(row.group(1), row.group(2) + " " + row.group(3));
            }
        }
        Map<String, String> rules = new TreeMap<>();
        Matcher rule = RULE.matcher(Files.readString(ROOT.resolve("docker/prometheus/alerts.yaml")));
        while (rule.find()) {
            rules.put(rule.group(1), rule.group(3) + " " + rule.group(4));
            Matcher threshold = THRESHOLD.matcher(rule.group(2));
            while (threshold.find()) {
                assertThat(row(rule.group(1)))
                        .as("the threshold of " + rule.group(1))
                        .matches(text -> threshold.group(1).equals("0")
                                || text.matches(".*\\b" + Pattern.quote(threshold.group(1)) + "\\b.*"));
            }
        }

        assertThat(rules).isNotEmpty().isEqualTo(documented);
    }

    private static String row(String alert) throws IOException {
        return lines("docs/metrics.md").stream()
                .filter(line -> line.startsWith("| `" + alert + "` "))
                .findFirst()
                .orElse("");
    }

    /** Every family of ours, once everything has happened of which one tells. */
    private static Map<String, String> shown() {
        try (MetricsBench bench = new MetricsBench()) {
            everything(bench);
            Scraped read = bench.read();
            Map<String, String> shown = new TreeMap<>();
            read.types().forEach((name, type) -> {
                if (name.startsWith("afterimage_") && !name.endsWith("_max")) {
                    shown.put(name, type + " " + labels(read, name));
                }
            });
            return shown;
        }
    }

    private static Set<String> labels(Scraped read, String name) {
        String one = read.family(name, "_count").getFirst();
        Set<String> labels = new TreeSet<>();
        Matcher label = LABEL.matcher(one);
        while (label.find()) {
            labels.add(label.group(1));
        }
        if (labels.isEmpty()) {
            labels.add("");
        }
        return labels;
    }

    private static void everything(MetricsBench bench) {
        Position from = Position.start(lane(1));
        Change change = expired(1, "a", "x");
        Position to = from.after(change, bench.clock.instant());
        CommitPlan.ParkedNotice notice = new CommitPlan.ParkedNotice(change, PROJECTION, "it is bad");
        bench.listener.applied(
                new CommitPlan(from, to, List.of(), List.of(), List.of(change), List.of(notice)), 8, Duration.ZERO);
        bench.parked.run();
        bench.behind(lane(1), Duration.ofHours(13), Optional.of(Duration.ofHours(20)), Alarm.WARNING);
        bench.sinks.add(new SinkFigures("orders", Duration.ofSeconds(3), 7, 1, false));
        bench.storedVersions.add(new VersionFigures("rows", 2, "building", false, 7));
        bench.storedBackfills.add(new BackfillFigures(TABLE, "scanning", 50, 40, Optional.of(Duration.ofMinutes(3))));
        bench.versions.run();
        bench.backfills.run();
        bench.metrics.calls().called(new ServiceCall("Query", Result.OK, Duration.ofMillis(3), 1));
        bench.metrics.answered("/live", 200, Duration.ofMillis(3));
        bench.metrics.streams().gap(TABLE, "trimmed");
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(ROOT.resolve(file));
    }
}
