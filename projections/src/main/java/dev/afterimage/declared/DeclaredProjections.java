package dev.afterimage.declared;

import dev.afterimage.item.TableName;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.yaml.Node;
import dev.afterimage.yaml.Overrides;
import dev.afterimage.yaml.Problems;
import dev.afterimage.yaml.Section;
import dev.afterimage.yaml.Value;
import dev.afterimage.yaml.YamlTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads projections that are written in YAML, from any number of texts, and notes all that is wrong with them: with the
 * definitions, and where two have the same name or table. Not thread-safe; the projections are.
 */
public final class DeclaredProjections {
    private static final Value<ProjectionName> NAME = Value.made(
            "3 to 255 of the characters a-z A-Z 0-9 _ . -", text -> new ProjectionName(new TableName(text).value()));

    private final Problems problems;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> tables = new HashMap<>();
    private final List<Projection> read = new ArrayList<>();

    /**
     * Nothing read so far.
     *
     * @param builtIn the projections that there are anyway, each with a table of its name
     */
    public DeclaredProjections(Set<ProjectionName> builtIn, Problems problems) {
        this.problems = problems;
        builtIn.forEach(name -> {
            names.put(name.value(), "a built-in one");
            tables.put(name.value(), "the built-in projection " + name);
        });
    }

    /**
     * Reads the definitions of one text.
     *
     * @param file what people call the place of the text
     */
    public void read(String file, String text) {
        int before = problems.count();
        Node root = YamlTree.read(file, text, problems);
        if (problems.count() > before && root instanceof Node.Nothing) {
            return;
        }
        Section section = new Section("", root, Overrides.none(), problems);
        Map<ProjectionName, Projection> found =
                section.named("projections", NAME, (name, definition) -> read(file, name, definition));
        if (problems.count() == before && found.isEmpty()) {
            section.problem("projections", "is missing or empty: write at least one, as \"projections: {NAME: …}\"");
        }
        section.end();
    }

    private Optional<Projection> read(String file, ProjectionName name, Section definition) {
        Optional<Projection> projection = ProjectionReader.read(name, definition);
        String earlier = names.putIfAbsent(name.value(), "one of " + file);
        if (earlier != null) {
            definition.problem("", "has the name of another projection, " + earlier);
        }
        projection.ifPresent(known -> {
            requireOwn("table", known.tables().getFirst().name(), name, definition);
            known.tables().stream().skip(1).forEach(kept -> requireOwn("members", kept.name(), name, definition));
            read.add(known);
        });
        return projection;
    }

    private void requireOwn(String key, TableName table, ProjectionName name, Section definition) {
        String owner = tables.putIfAbsent(table.value(), "projection " + name);
        if (owner != null) {
            definition.problem(key, "is " + table + ", the table of " + owner + ": each has one of its own");
        }
    }

    /** The projections that were read, in their order. */
    public List<Projection> all() {
        return List.copyOf(read);
    }
}
