package dev.afterimage.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.projection.ProjectionName;
import dev.afterimage.yaml.Node;
import dev.afterimage.yaml.Overrides;
import dev.afterimage.yaml.Place;
import dev.afterimage.yaml.Problems;
import dev.afterimage.yaml.Section;
import dev.afterimage.yaml.YamlTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleTest {
    private static final List<ProjectionName> BUILT_IN = List.of(
            new ProjectionName("list_summary"), new ProjectionName("user_lists"), new ProjectionName("due_items"));

    /** Within a list that is not set, keys stand behind at least two spaces; a comment stands behind one. */
    private static final Pattern UNSET_KEY = Pattern.compile("(?m)^( *)#((?: {2,}(?:- )?)?[a-z_]+:.*)$");

    @TempDir
    private Path folder;

    @Test
    void shows_the_defaults() throws IOException {
        Config example = valid(ConfigLoader.example());
        Config defaults = valid("""
                sources:
                  - table: users
                  - table: lists
                  - {table: guests, ttl_attribute: expires_at}
                  - {table: items, ttl_attribute: expires_at}
                """);

        assertThat(example).isEqualTo(defaults);
    }

    @Test
    void has_every_key_that_there_is_and_no_other() throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("projections")).resolve("orders.yaml"), """
                projections:
                  order_copy:
                    source: {table: orders, key: [order_id]}
                    shape: copy
                    table: {partition: {order_id: string}}
                """);
        String everyKeySet = UNSET_KEY.matcher(ConfigLoader.example()).replaceAll("$1$2");

        valid(everyKeySet);
        assertThat(keysOf(everyKeySet)).isEqualTo(keysThatAreRead());
    }

    @Test
    void no_two_keys_have_the_same_variable() {
        Set<String> keys = keysThatAreRead();
        assertThat(keys.stream().map(Overrides::variable)).doesNotHaveDuplicates();
    }

    /** The keys that the elements of each list have between them, and those of all sections, in the given file. */
    private static Set<String> keysOf(String yaml) {
        Set<String> keys = new TreeSet<>();
        collect(YamlTree.read("afterimage.yaml", yaml, new Problems()), "", keys);
        return keys;
    }

    private static void collect(Node node, String path, Set<String> keys) {
        if (node instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                collect(entry.value(), path.isEmpty() ? entry.key() : path + "." + entry.key(), keys);
            }
        } else if (node instanceof Node.Sequence(List<Node> elements, Place _)
                && elements.getFirst() instanceof Node.Mapping) {
            elements.forEach(element -> collect(element, path + "[0]", keys));
        } else {
            keys.add(path);
        }
    }

    private static Set<String> keysThatAreRead() {
        Problems problems = new Problems();
        Overrides overrides = new Overrides(
                Map.of("AFTERIMAGE_SOURCES_0_TABLE", "users", "AFTERIMAGE_EXPIRATIONS_SINKS_0_NAME", "hook"));
        Section root = new Section("", new Node.Nothing(Place.Nowhere.NOWHERE), overrides, problems);
        new ConfigReader(_ -> Set.copyOf(BUILT_IN), BUILT_IN, new DeclaredReader(Path.of(""), problems)).read(root);
        return new TreeSet<>(overrides.asked());
    }

    private Config valid(String yaml) throws IOException {
        Loaded loaded = new ConfigLoader(Set.copyOf(BUILT_IN), BUILT_IN, Map.of()).load(file(yaml));
        assertThat(loaded).isInstanceOf(Loaded.Valid.class);
        return ((Loaded.Valid) loaded).config();
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("afterimage.yaml"), yaml);
    }
}
