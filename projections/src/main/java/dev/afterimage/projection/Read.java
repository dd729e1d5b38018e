package dev.afterimage.projection;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.table.KeySchema;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a {@link ReadingProjection} must know to project a change. What it reads is as it stands when the change's writes
 * are committed, or nothing of these is.
 */
public sealed interface Read {
    TableName table();

    /**
     * One row, or that there is none.
     *
     * @param attributes what is read of it beside its key: what becomes of others makes no difference
     */
    record Row(RowKey key, Set<String> attributes) implements Read {
        public Row {
            attributes = Set.copyOf(attributes);
        }

        @Override
        public TableName table() {
            return key.table();
        }

        /** As much of a row as is read. */
        public Item of(Item row) {
            Map<String, AttributeValue> seen = new LinkedHashMap<>(key.key().attributes());
            attributes.forEach(name -> row.get(name).ifPresent(value -> seen.put(name, value)));
            return Item.of(seen);
        }
    }

    /**
     * The rows of a partition in the order of their sort keys.
     *
     * @param schema the key of the table, which has a sort key
     * @param partition the value of the partition key
     * @param prefix what the sort key begins with, where it is a string; empty for any
     * @param descending whether the greatest comes first
     * @param limit so many rows at most
     */
    record Range(
            TableName table, KeySchema schema, AttributeValue partition, String prefix, boolean descending, int limit)
            implements Read {
        public Range {
            if (schema.sort().isEmpty()) {
                throw new IllegalArgumentException(table + " has no sort key, so a partition is one row: read that");
            }
            if (limit < 1) {
                throw new IllegalArgumentException("a range of " + limit + " rows is none");
            }
        }

        /** Those whose sort key, a string, begins with this. */
        public Range startingWith(String text) {
            return new Range(table, schema, partition, text, descending, limit);
        }

        /** The same, with another limit. */
        public Range limitedTo(int rows) {
            return new Range(table, schema, partition, prefix, descending, rows);
        }

        /** The first so many. */
        public Range first(int rows) {
            return new Range(table, schema, partition, prefix, false, rows);
        }

        /** The last so many, the last of all first. */
        public Range last(int rows) {
            return new Range(table, schema, partition, prefix, true, rows);
        }

        /** Whether a row is in the range, as far as its key tells. */
        public boolean covers(RowKey row) {
            return row.table().equals(table)
                    && row.key()
                            .only(schema.partition().name())
                            .equals(ItemKey.of(schema.partition().name(), partition))
                    && (prefix.isEmpty() || startsWithPrefix(row));
        }

        private boolean startsWithPrefix(RowKey row) {
            return Optional.ofNullable(row.key().attributes().get(sortName()))
                    .map(AttributeValue::s)
                    .filter(sort -> sort.startsWith(prefix))
                    .isPresent();
        }

        /** The order of its rows. */
        public Comparator<Item> order() {
            Comparator<Item> ascending = new SortKeyOrder(sortName());
            return descending ? ascending.reversed() : ascending;
        }

        /** What the range is of all rows that it {@linkplain #covers covers}. */
        public List<Item> of(Stream<Item> covered) {
            return covered.sorted(order()).limit(limit).toList();
        }

        private String sortName() {
            return schema.sort().orElseThrow().name();
        }
    }

    /** Reads whether there is a row, and these attributes of it. */
    static Row row(RowKey key, String... attributes) {
        return new Row(key, Set.copyOf(Arrays.asList(attributes)));
    }
}
