package dev.afterimage.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.config.ConfigLoader;
import dev.afterimage.config.Loaded;
import dev.afterimage.projection.ProjectionName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFuzzTest {
    private static final List<ProjectionName> KNOWN =
            List.of(new ProjectionName("list_summary"), new ProjectionName("due_items"));
    private static final String EVERY_KEY = ConfigLoader.example().replaceAll("(?m)^( *)#([a-z_]+: .*)$", "$1$2");
    private static final List<String> VARIABLES = List.of(
            "AFTERIMAGE_SOURCES_0_TABLE",
            "AFTERIMAGE_SOURCES_1_START",
            "AFTERIMAGE_AWS_REGION",
            "AFTERIMAGE_AWS_ENDPOINT",
            "AFTERIMAGE_WORKER_ID",
            "AFTERIMAGE_POLLING_IDLE",
            "AFTERIMAGE_PROJECTIONS",
            "AFTERIMAGE_RECORD_FOLDER",
            "AFTERIMAGE_AUDIT_RETENTION",
            "AFTERIMAGE_");
    private static final int LONGEST_PROBLEM = 3_000;

    @TempDir
    private Path folder;

    @Test
    void a_wild_file_is_a_configuration_or_its_mistakes_are_told() {
        Fuzz.inputs("configuration files", 1_200, ConfigFuzzTest::file, bytes -> requireAnswer(load(bytes)));
    }

    @Test
    void a_wild_environment_is_a_configuration_or_its_mistakes_are_told() {
        Fuzz.inputs(
                "environments",
                3_000,
                ConfigFuzzTest::environment,
                environment -> requireAnswer(new ConfigLoader(Set.copyOf(KNOWN), KNOWN, environment).load()));
    }

    @Test
    void nesting_and_aliases_are_refused_without_being_followed() throws IOException {
        String aliases =
                "a: &a [x,x,x,x,x,x,x,x,x]\n" + "b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n".repeat(30) + "sources: *b\n";
        for (String wild : List.of(
                "[".repeat(10_000),
                "{a: ".repeat(10_000),
                "- ".repeat(10_000),
                "sources: " + "[".repeat(10_000) + "]".repeat(10_000),
                "? ".repeat(10_000),
                "&a ".repeat(1_000) + "x",
                aliases,
                "sources: &a [*a]",
                "worker: {id: " + "x".repeat(1 << 20) + "}",
                "aws: {region: aa" + "-a".repeat(1 << 19) + "}",
                "x".repeat(1 << 20) + ": 1",
                "k: 1\n".repeat(100_000))) {
            Loaded loaded = load(wild.getBytes(StandardCharsets.UTF_8));
            assertThat(loaded).as("%.40s", wild).isInstanceOf(Loaded.Invalid.class);
            requireAnswer(loaded);
        }
    }

    private static byte[] file(Chaos chaos) {
        if (chaos.once(6)) {
            return chaos.bytes(1 << 20);
        }
        String sound = chaos.once(2) ? EVERY_KEY : "aws: {region: eu-central-1}\nsources: [{table: lists}]\n";
        byte[] text = chaos.mutated(sound, EVERY_KEY).getBytes(StandardCharsets.UTF_8);
        return chaos.once(4) ? chaos.mutated(text) : text;
    }

    private static Map<String, String> environment(Chaos chaos) {
        Map<String, String> environment = new HashMap<>();
        for (int left = 1 + chaos.below(5); left > 0; left--) {
            String name = chaos.oneOf(VARIABLES);
            environment.put(chaos.once(5) ? name + chaos.text() : name, chaos.once(4) ? "lists" : chaos.text());
        }
        return environment;
    }

    private Loaded load(byte[] file) throws IOException {
        Path path = Files.write(folder.resolve("afterimage.yaml"), file);
        return new ConfigLoader(Set.copyOf(KNOWN), KNOWN, Map.of()).load(path);
    }

    private static void requireAnswer(Loaded loaded) {
        if (loaded instanceof Loaded.Invalid invalid) {
            assertThat(invalid.problems()).isNotEmpty();
            assertThat(invalid.problems())
                    .allSatisfy(problem -> assertThat(problem.toString()).hasSizeLessThan(LONGEST_PROBLEM));
        }
    }
}
