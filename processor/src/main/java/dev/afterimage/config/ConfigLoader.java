package dev.afterimage.config;

import dev.afterimage.projection.ProjectionName;
import dev.afterimage.yaml.Node;
import dev.afterimage.yaml.Overrides;
import dev.afterimage.yaml.Place;
import dev.afterimage.yaml.Problems;
import dev.afterimage.yaml.Section;
import dev.afterimage.yaml.YamlTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reads a configuration and reports all that is wrong with it at once. */
public final class ConfigLoader {
    private static final Map<String, String> SAMPLE_SOURCES = Map.of(
            "AFTERIMAGE_SOURCES_0_TABLE", "users",
            "AFTERIMAGE_SOURCES_1_TABLE", "lists",
            "AFTERIMAGE_SOURCES_2_TABLE", "guests",
            "AFTERIMAGE_SOURCES_2_TTL_ATTRIBUTE", "expires_at",
            "AFTERIMAGE_SOURCES_3_TABLE", "items",
            "AFTERIMAGE_SOURCES_3_TTL_ATTRIBUTE", "expires_at");

    private final Available available;
    private final List<ProjectionName> builtIn;
    private final Map<String, String> environment;

    /**
     * A loader.
     *
     * @param known the projections that may be named
     * @param builtIn those that are meant where none is named
     * @param environment the variables that may override the file
     */
    public ConfigLoader(Set<ProjectionName> known, List<ProjectionName> builtIn, Map<String, String> environment) {
        this(_ -> known, builtIn, environment);
    }

    /**
     * A loader.
     *
     * @param available the projections that may be named
     * @param builtIn those that are meant where none is named
     * @param environment the variables that may override the file
     */
    public ConfigLoader(Available available, List<ProjectionName> builtIn, Map<String, String> environment) {
        this.available = available;
        this.builtIn = List.copyOf(builtIn);
        this.environment = Map.copyOf(environment);
    }

    /** Reads the file and the environment, which goes first. */
    public Loaded load(Path file) {
        Problems problems = new Problems();
        Path folder = Objects.requireNonNullElse(file.getParent(), Path.of(""));
        return load(read(file, problems), folder, problems);
    }

    /**
     * Reads a text and the environment, which goes first.
     *
     * @param name what people call the text
     */
    public Loaded load(String name, String yaml) {
        Problems problems = new Problems();
        return load(YamlTree.read(name, yaml, problems), Path.of(""), problems);
    }

    private static Node read(Path file, Problems problems) {
        try {
            return YamlTree.read(file.toString(), Files.readString(file), problems);
        } catch (IOException unreadable) {
            Place start = new Place.InFile(file.toString(), 1, 1);
            problems.add(start, "", "the file cannot be read: " + unreadable);
            return new Node.Nothing(start);
        }
    }

    /** Reads the environment alone. */
    public Loaded load() {
        return load(new Node.Nothing(Place.Nowhere.NOWHERE), Path.of(""), new Problems());
    }

    /** The environment's settings over the sample tables in a DynamoDB Local at this address. */
    public Loaded embedded(URI endpoint) {
        Map<String, String> settings = new HashMap<>(SAMPLE_SOURCES);
        settings.putAll(environment);
        settings.put("AFTERIMAGE_AWS_ENDPOINT", endpoint.toString());
        settings.put("AFTERIMAGE_AWS_EMBEDDED", "true");
        return new ConfigLoader(available, builtIn, settings).load();
    }

    /** The commented example: every key with its default. */
    public static String example() {
        try (InputStream example =
                Objects.requireNonNull(ConfigLoader.class.getResourceAsStream("afterimage.example.yaml"))) {
            return new String(example.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException("the example is missing in the program's jar", broken);
        }
    }

    private Loaded load(Node root, Path folder, Problems problems) {
        if (problems.count() > 0 && root instanceof Node.Nothing) {
            return new Loaded.Invalid(problems.inOrder());
        }
        Overrides overrides = new Overrides(environment);
        Section section = new Section("", root, overrides, problems);
        Config config = new ConfigReader(available, builtIn, new DeclaredReader(folder, problems)).read(section);
        section.end();
        overrides.reportUnknown(problems);
        return problems.count() == 0 ? new Loaded.Valid(config) : new Loaded.Invalid(problems.inOrder());
    }
}
