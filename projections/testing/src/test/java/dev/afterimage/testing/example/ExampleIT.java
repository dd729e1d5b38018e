package dev.afterimage.testing.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.plugin.Plugins;
import dev.afterimage.projection.ProjectionName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds {@code projections/examples/orders} offline in a Maven of its own, with the artifacts of this build in a local
 * repository that nobody else sees.
 */
class ExampleIT {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    @TempDir
    private static Path work;

    private static Path project = Path.of("");

    @BeforeAll
    @Timeout(540)
    static void build() throws IOException, InterruptedException {
        LocalRepository repository = new LocalRepository(work.resolve("repository"));
        repository.add(ROOT, "afterimage-parent");
        repository.add(ROOT.resolve("projections"), "afterimage-projections");
        repository.add(ROOT.resolve("seed"), "afterimage-seed");
        repository.add(ROOT.resolve("processor"), "afterimage-processor");
        repository.add(ROOT.resolve("projections/testing"), "afterimage-testing");
        project = LocalRepository.copy(ROOT.resolve("projections/examples/orders"), work.resolve("orders"));
        Path output = work.resolve("output.txt");
        ProcessBuilder command = new ProcessBuilder(List.of(
                        ROOT.resolve("mvnw").toString(),
                        "-B",
                        "-ntp",
                        "-o",
                        "-f",
                        project.resolve("pom.xml").toString(),
                        "-Dmaven.repo.local=" + repository.folder(),
                        "-Dmaven.repo.local.tail=" + LocalRepository.usual(),
                        "verify"))
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process maven = command.start();
        boolean ended = maven.waitFor(500, TimeUnit.SECONDS);
        if (!ended) {
            maven.destroyForcibly();
        }
        assertThat(ended && maven.exitValue() == 0)
                .withFailMessage(() -> "the example does not build:\n" + read(output))
                .isTrue();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    @Test
    void its_tests_run_in_memory_and_on_dynamodb() throws IOException {
        for (String test : List.of("OpenOrdersTest", "OpenOrdersOnDynamoDbTest")) {
            assertThat(Files.readString(project.resolve("target/surefire-reports/shop.orders." + test + ".txt")))
                    .contains("Tests run: 3, Failures: 0, Errors: 0, Skipped: 0");
        }
    }

    @Test
    void its_jar_is_a_plugin() throws IOException {
        Path plugins = Files.createDirectories(work.resolve("plugins"));
        Files.copy(project.resolve("target/orders-projections-1.0.jar"), plugins.resolve("orders.jar"));

        try (Plugins found = Plugins.open(plugins, List.of())) {
            assertThat(found.projections())
                    .singleElement()
                    .satisfies(
                            projection -> assertThat(projection.name()).isEqualTo(new ProjectionName("open_orders")));
        }
    }
}
