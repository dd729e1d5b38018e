package dev.afterimage.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules, as Prometheus' own tool sees them. */
@Tag("prometheus")
class AlertRulesIT {
    @TempDir
    private Path folder;

    @Test
    void each_alert_fires_where_it_should_and_nowhere_else() throws IOException {
        Tool.Result result = Tool.in(Shipped.PROMETHEUS, "promtool", "test", "rules", "alerts.test.yaml")
                .run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        Set<String> alerts = names("alerts.yaml", "- alert: ([A-Za-z]+)");
        assertThat(alerts).hasSizeGreaterThan(10);
        assertThat(names("alerts.test.yaml", "eval_time: [^ ]+\\s+alertname: ([A-Za-z]+)"))
                .as("alerts with a case in which they fire")
                .isEqualTo(alerts);
    }

    @Test
    void the_configuration_is_one() throws IOException {
        Path configuration = Shipped.configuration(folder, "127.0.0.1:8080", "secret");

        Tool.Result result = Tool.in(folder, "promtool", "check", "config", configuration.toString())
                .run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("rules found");
    }

    private static Set<String> names(String file, String pattern) throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(Shipped.PROMETHEUS.resolve(file)));
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
