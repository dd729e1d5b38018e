package dev.afterimage.table;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/** Writes derived tables as a file of tables, which Terraform's modules take as one more of their {@code files}. */
public final class TableFileText {
    /** What YAML 1.1 takes for a truth or for nothing. */
    private static final Set<String> NO_NAMES = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

    private final StringBuilder text = new StringBuilder("derived:\n");

    private TableFileText() {}

    /** What {@link TableFile#read} reads as these tables. */
    public static String ofDerived(Collection<TableDefinition> tables) {
        TableFileText file = new TableFileText();
        tables.forEach(file::table);
        return file.text.toString();
    }

    private void table(TableDefinition table) {
        text.append("  ").append(name(table.name().value())).append(":\n");
        line("partition", attribute(table.key().partition()));
        table.key().sort().ifPresent(sort -> line("sort", attribute(sort)));
        table.timeToLive().ifPresent(attribute -> line("ttl", name(attribute)));
        table.stream().ifPresent(view -> line("stream", view.toString()));
        indexes(table, IndexDefinition.Scope.GLOBAL, "global_indexes");
        indexes(table, IndexDefinition.Scope.LOCAL, "local_indexes");
    }

    private void line(String key, String value) {
        text.append("    ").append(key).append(": ").append(value).append('\n');
    }

    private void indexes(TableDefinition table, IndexDefinition.Scope scope, String key) {
        if (table.indexes().stream().anyMatch(index -> index.scope() == scope)) {
            text.append("    ").append(key).append(":\n");
        }
        table.indexes().stream()
                .filter(index -> index.scope() == scope)
                .forEach(index -> text.append("      ")
                        .append(name(index.name()))
                        .append(": {")
                        .append(parts(index))
                        .append("}\n"));
    }

    private static String parts(IndexDefinition index) {
        String partition = index.scope() == IndexDefinition.Scope.GLOBAL
                ? "partition: " + attribute(index.key().partition()) + ", "
                : "";
        String sort = index.key()
                .sort()
                .map(part -> "sort: " + attribute(part) + ", ")
                .orElse("");
        String include = index.projection() == ProjectionType.INCLUDE
                ? index.included().stream()
                        .map(TableFileText::name)
                        .collect(Collectors.joining(", ", ", include: [", "]"))
                : "";
        return partition + sort + "projection: " + index.projection() + include;
    }

    private static String attribute(KeyAttribute attribute) {
        return "{" + name(attribute.name()) + ": "
                + switch (attribute.type()) {
                    case S -> "string";
                    case N -> "number";
                    default -> "binary";
                }
                + "}";
    }

    private static String name(String name) {
        return name.matches("[a-zA-Z_][a-zA-Z0-9_]*") && !NO_NAMES.contains(name.toLowerCase(Locale.ROOT))
                ? name
                : "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(name)) + "\"";
    }
}
