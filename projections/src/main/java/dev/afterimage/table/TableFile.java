package dev.afterimage.table;

import dev.afterimage.item.TableName;
import dev.afterimage.yaml.Node;
import dev.afterimage.yaml.Problems;
import dev.afterimage.yaml.YamlTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a file such as {@code terraform/tables.yaml} says of tables, which Terraform creates from the same file. Immutable.
 * Tables go by their names before the prefix, in the order of the file.
 *
 * @param sources the tables to follow
 * @param own the tables that the program keeps for itself
 * @param leases what a table of leases looks like, of which there is one for each source
 * @param derived the tables that projections keep
 * @param settings how tables are kept, of which the configuration chooses one
 */
public record TableFile(
        List<TableDefinition> sources,
        List<TableDefinition> own,
        Optional<TableDefinition> leases,
        List<TableDefinition> derived,
        Map<String, SettingsGroup> settings) {
    /** The name under which settings mean every table of leases. */
    public static final TableName LEASES = new TableName("leases");

    private static final String AFTERIMAGE = "tables.yaml";

    /** No constant, whose failure would hide behind that of a class. */
    private static final Map<String, TableFile> READ = new ConcurrentHashMap<>();

    public TableFile {
        sources = List.copyOf(sources);
        own = List.copyOf(own);
        derived = List.copyOf(derived);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** Afterimage's own file. An {@link InvalidTableFileException} where somebody has spoilt it before this was built. */
    public static TableFile afterimage() {
        return READ.computeIfAbsent(AFTERIMAGE, name -> beside(TableFile.class, name));
    }

    /**
     * The file that lies beside a class, as that of somebody's projections does.
     *
     * @param name the file's name, or its path from the root of the class path on, with {@code /} before it
     */
    public static TableFile beside(Class<?> owner, String name) {
        try (InputStream file = owner.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalArgumentException("there is no " + name + " beside " + owner.getName());
            }
            return read(name, new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(name + " beside " + owner.getName() + " cannot be read", broken);
        }
    }

    /**
     * What a text says; an {@link InvalidTableFileException} tells all that is wrong with it.
     *
     * @param name what people call the file
     */
    public static TableFile read(String name, String text) {
        Problems problems = new Problems();
        Node root = YamlTree.read(name, text, problems);
        Optional<TableFile> file =
                problems.count() == 0 ? Optional.of(new TableFileReader(root, problems).read()) : Optional.empty();
        return file.filter(_ -> problems.count() == 0)
                .orElseThrow(() -> new InvalidTableFileException(problems.inOrder()));
    }

    public TableDefinition source(String name) {
        return named(name, sources, "source");
    }

    public TableDefinition own(String name) {
        return named(name, own, "own");
    }

    public TableDefinition derived(String name) {
        return named(name, derived, "derived");
    }

    private static TableDefinition named(String name, Collection<TableDefinition> tables, String kind) {
        return tables.stream()
                .filter(table -> table.name().value().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the file of tables has no " + kind + " table " + name + ", only " + names(tables)));
    }

    private static List<TableName> names(Collection<TableDefinition> tables) {
        return tables.stream().map(TableDefinition::name).toList();
    }
}
