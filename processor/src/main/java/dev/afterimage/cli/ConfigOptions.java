package dev.afterimage.cli;

import dev.afterimage.config.Config;
import dev.afterimage.config.Loaded;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say where the configuration is. */
final class ConfigOptions {
    private static final Path USUAL = Path.of("afterimage.yaml");

    @ArgGroup
    private @Nullable Origin origin;

    /** One of the two. */
    static final class Origin {
        @Option(
                names = {"-c", "--config"},
                paramLabel = "FILE",
                description = "The configuration (default: AFTERIMAGE_CONFIG, or ./afterimage.yaml).")
        private @Nullable Path file;

        @Option(
                names = "--endpoint",
                paramLabel = "URL",
                description = "Instead of a file: the sample tables in a DynamoDB Local at this address.")
        private @Nullable URI endpoint;
    }

    /** The configuration; a {@link Failure} that lists all mistakes where there are any. */
    Config load(Setting setting) {
        return switch (read(setting)) {
            case Loaded.Valid valid -> valid.config();
            case Loaded.Invalid invalid -> throw Failure.usage(MistakesText.of("configuration", invalid.problems()));
        };
    }

    private Loaded read(Setting setting) {
        Optional<URI> endpoint = Optional.ofNullable(origin).map(given -> given.endpoint);
        if (endpoint.isPresent()) {
            return setting.configs().embedded(endpoint.get());
        }
        Optional<Path> named = Optional.ofNullable(origin)
                .map(given -> given.file)
                .or(() -> Optional.ofNullable(setting.environment().get("AFTERIMAGE_CONFIG"))
                        .map(Path::of));
        if (named.isPresent() && !Files.isRegularFile(named.get())) {
            throw Failure.usage("there is no file " + named.get());
        }
        if (named.isPresent() || Files.isRegularFile(USUAL)) {
            return setting.configs().load(named.orElse(USUAL));
        }
        if (setting.environment().keySet().stream().anyMatch(name -> name.startsWith("AFTERIMAGE_SOURCES"))) {
            return setting.configs().load();
        }
        throw Failure.usage("there is no afterimage.yaml in this folder."
                + " 'afterimage config example > afterimage.yaml' writes one to begin with;"
                + " --config FILE names another, --endpoint URL a DynamoDB Local with the sample tables.");
    }
}
