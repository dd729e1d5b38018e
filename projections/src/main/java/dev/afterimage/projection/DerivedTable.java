package dev.afterimage.projection;

import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.table.TableDefinition;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A table that a projection keeps.
 *
 * @param shownBy the attribute without which a row is not part of the view: it holds what other items have contributed
 *     so far to a row whose own item is gone or still to come; empty where every row is part of the view
 */
public record DerivedTable(TableDefinition definition, Optional<String> shownBy) {
    public static DerivedTable of(TableDefinition definition) {
        return new DerivedTable(definition, Optional.empty());
    }

    public DerivedTable shownBy(String attribute) {
        return new DerivedTable(definition, Optional.of(attribute));
    }

    public TableName name() {
        return definition.name();
    }

    /** Whether a reader of the view sees this row. */
    public boolean shows(Item row) {
        return shownBy.map(row::has).orElse(true);
    }

    /** The row with these values of its partition and sort key. */
    public RowKey row(AttributeValue partition, AttributeValue sort) {
        String sortName = definition
                .key()
                .sort()
                .orElseThrow(() -> new IllegalStateException(name() + " has no sort key"))
                .name();
        return RowKey.of(name(), definition.key().partition().name(), partition, sortName, sort);
    }

    /** The row with this value of its partition key, in a table without sort key. */
    public RowKey row(AttributeValue partition) {
        return RowKey.of(name(), definition.key().partition().name(), partition);
    }
}
