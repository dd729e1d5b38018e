package dev.afterimage.table;

import dev.afterimage.item.TableName;
import dev.afterimage.yaml.Node;
import dev.afterimage.yaml.Overrides;
import dev.afterimage.yaml.Problems;
import dev.afterimage.yaml.Section;
import dev.afterimage.yaml.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/**
 * Makes a {@link TableFile} of what is written. What each part may hold is said by {@code tables.schema.json}, too; what
 * the parts must have to do with each other only here, and in Terraform's module {@code definition}.
 */
final class TableFileReader {
    private static final Value<TableName> NAME =
            Value.made("a table's name: 3 to 255 of the characters a-z A-Z 0-9 _ . -", TableName::new);
    private static final Value<String> GROUP =
            Value.text("up to 63 of the characters a-z 0-9 _, a letter first", "[a-z][a-z0-9_]{0,62}");

    private final Section root;

    TableFileReader(Node node, Problems problems) {
        this.root = new Section("", node, Overrides.none(), problems);
    }

    TableFile read() {
        List<TableDefinition> sources = tables("sources", TableReader::source);
        List<TableDefinition> own = tables("own", TableReader::any);
        Optional<TableDefinition> leases = root.has("leases")
                ? root.section("leases", section -> TableReader.any(TableFile.LEASES, section))
                : Optional.empty();
        List<TableDefinition> derived = tables("derived", TableReader::any);
        Map<TableName, TableDefinition> all = byName(
                Stream.of(sources, own, leases.stream().toList(), derived).flatMap(List::stream));
        Map<String, SettingsGroup> settings =
                root.named("settings", GROUP, (_, group) -> Optional.of(group(group, all)));
        root.end();
        return new TableFile(sources, own, leases, derived, settings);
    }

    private interface Reader {
        Optional<TableDefinition> read(TableName name, Section section);
    }

    private List<TableDefinition> tables(String key, Reader reader) {
        return List.copyOf(root.named(key, NAME, reader::read).values());
    }

    private Map<TableName, TableDefinition> byName(Stream<TableDefinition> tables) {
        Map<TableName, TableDefinition> all = new HashMap<>();
        tables.forEach(table -> {
            if (all.put(table.name(), table) != null) {
                root.problem("", "there are two tables " + table.name() + ": give each another name");
            }
        });
        return all;
    }

    private static SettingsGroup group(Section section, Map<TableName, TableDefinition> all) {
        TableSettings usual = SettingsReader.read(section, TableSettings.PLAIN);
        Map<TableName, TableSettings> special = section.named("tables", NAME, (name, part) -> {
            TableSettings settings = SettingsReader.read(part, usual);
            Optional.ofNullable(all.get(name))
                    .ifPresentOrElse(
                            table -> requireReplicable(table, settings, part),
                            () -> part.problem("", "names no table of this file"));
            return Optional.of(settings);
        });
        all.values().stream()
                .filter(table -> !special.containsKey(table.name()))
                .forEach(table -> requireReplicable(table, usual, section));
        return new SettingsGroup(usual, special);
    }

    private static void requireReplicable(TableDefinition table, TableSettings settings, Section section) {
        if (settings.replicas().isEmpty()) {
            return;
        }
        if (!table.stream().equals(Optional.of(StreamViewType.NEW_AND_OLD_IMAGES))) {
            section.problem("replicas", "need the stream of table " + table.name() + " to be NEW_AND_OLD_IMAGES");
        }
        if (settings.billing() instanceof Billing.Provisioned provisioned && !provisioned.scaled()) {
            section.problem("replicas", "need the provisioned units of table " + table.name() + " to have autoscaling");
        }
    }
}
