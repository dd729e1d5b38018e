package dev.afterimage.declared;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemSize;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Read;
import dev.afterimage.projection.RowKey;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The second table of a projection that must know more of its rows than they show: a partition for each row, and in it what
 * items bring to the row.
 */
record Members(DerivedTable table) {
    private static final String ROW = "row_key";
    private static final String MEMBER = "member";
    private static final int LARGEST_PARTITION_KEY = 2048;
    private static final int LARGEST_SORT_KEY = 1024;

    /** The table of this name. */
    static Members of(TableName name) {
        KeySchema key = KeySchema.of(KeyAttribute.string(ROW), KeyAttribute.string(MEMBER));
        return new Members(DerivedTable.of(TableDefinition.of(name.value(), key)));
    }

    /** The same, to be read by rank. */
    Members ranked() {
        return new Members(table.readInRanges());
    }

    /** What is kept of a row in this place; an {@link UnfitItemException} where DynamoDB has no key for it. */
    RowKey at(RowKey row, String place) {
        AttributeValue partition = partition(row);
        AttributeValue sort = AttributeValue.fromS(place);
        require(ROW, partition, LARGEST_PARTITION_KEY);
        require(MEMBER, sort, LARGEST_SORT_KEY);
        return table.row(partition, sort);
    }

    private void require(String name, AttributeValue value, int largest) {
        if (ItemSize.of(value) > largest) {
            throw new UnfitItemException("the key attribute '" + name + "' of table " + table.name() + " would have "
                    + ItemSize.of(value) + " bytes: DynamoDB takes up to " + largest);
        }
    }

    /** What is kept of a row in places that begin so. */
    Read.Range beginning(RowKey row, String beginning) {
        return table.range(partition(row)).startingWith(beginning);
    }

    private static AttributeValue partition(RowKey row) {
        return AttributeValue.fromS(row.key().canonical());
    }

    /** The place of what is kept. */
    static String place(RowKey member) {
        return Objects.requireNonNull(member.key().attributes().get(MEMBER)).s();
    }

    /** The key of what was found. */
    RowKey keyOf(Item found) {
        return new RowKey(table.name(), table.definition().key().keyOf(found));
    }
}
