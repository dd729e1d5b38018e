package dev.afterimage.testing;

import static dev.afterimage.table.KeyAttribute.number;
import static dev.afterimage.table.KeyAttribute.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.ItemSize;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.table.IndexDefinition;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** What tables refuse to take, and then stay as they are; of {@link TablesContract} a part. */
@NullMarked
public abstract class RefusalsContract {
    static final TableDefinition ROWS = TableDefinition.of(
            "contract_rows",
            KeySchema.of(string("id")),
            IndexDefinition.global("by_owner", KeySchema.of(string("owner"), string("id")), ProjectionType.ALL));
    static final TableDefinition NUMBERED =
            TableDefinition.of("contract_numbered", KeySchema.of(string("id"), number("place")));
    static final TableDefinition BINARY =
            TableDefinition.of("contract_binary", KeySchema.of(new KeyAttribute("id", ScalarAttributeType.B)));

    static final RowKey ROW = row("R1");

    Tables tables = new Unopened();

    /** The tables under test. */
    public interface Tables {
        /** Applies a write whole; throws whatever it likes, and changes nothing, where the write is refused. */
        void apply(Write write);

        /** The row as it is now. */
        Optional<Item> get(RowKey row);

        /** All rows of a table, in any order. */
        List<Item> rows(TableName table);
    }

    /** Opens these tables, empty; called before each test. */
    protected abstract Tables open(List<TableDefinition> definitions);

    @BeforeEach
    void open_empty_tables() {
        tables = open(List.of(ROWS, NUMBERED, BINARY));
    }

    @Test
    void refuses_an_empty_key() {
        refuses(row(""), Write.put(row(""), Map.of()));
        refuses(row(""), Write.update(row("")).add("count", 1));
    }

    @Test
    void refuses_a_key_of_another_type() {
        RowKey key = new RowKey(ROWS.name(), ItemKey.of(Map.of("id", fromN("1"))));

        assertThatThrownBy(() -> tables.apply(Write.put(key, Map.of()))).isNotNull();
    }

    @Test
    void refuses_an_empty_key_of_an_index() {
        refuses(ROW, Write.put(ROW, Map.of("owner", fromS(""))));
        refuses(ROW, Write.update(ROW).set("owner", fromS("")));
    }

    @Test
    void refuses_a_key_of_an_index_of_another_type() {
        refuses(ROW, Write.put(ROW, Map.of("owner", fromN("7"))));
        refuses(ROW, Write.update(ROW).set("owner", fromN("7")));
    }

    @Test
    void refuses_to_add_to_what_is_no_number() {
        tables.apply(Write.put(ROW, Map.of("title", fromS("Groceries"))));

        refuses(ROW, Write.update(ROW).add("title", 1));
    }

    @Test
    void refuses_values_that_dynamodb_does_not_know() {
        List<AttributeValue> unknown = List.of(
                AttributeValue.fromSs(List.of()),
                AttributeValue.fromNs(List.of()),
                AttributeValue.fromBs(List.of()),
                AttributeValue.fromSs(List.of("a", "a")),
                AttributeValue.fromNul(false),
                fromN("123456789012345678901234567890123456789"),
                fromN("1E+126"),
                fromN("1E-131"),
                AttributeValue.fromNs(List.of("1", "1E+126")));
        for (AttributeValue value : unknown) {
            refuses(ROW, Write.put(ROW, Map.of("a", value)));
            refuses(ROW, Write.update(ROW).set("a", value));
            refuses(ROW, Write.put(ROW, Map.of("a", AttributeValue.fromL(List.of(fromS("fine"), value)))));
            refuses(ROW, Write.update(ROW).set("a", AttributeValue.fromM(Map.of("in", value))));
        }
    }

    @Test
    void takes_the_longest_key_and_refuses_a_longer_one() {
        tables.apply(Write.put(numbered("R".repeat(2048), "1"), Map.of("title", fromS("long"))));

        RowKey longer = numbered("R".repeat(2049), "1");
        assertThatThrownBy(() -> tables.apply(Write.put(longer, Map.of()))).isNotNull();

        assertThat(tables.rows(NUMBERED.name())).hasSize(1);
    }

    @Test
    void takes_the_longest_key_of_an_index_and_refuses_a_longer_one() {
        Map<String, AttributeValue> owned = Map.of("owner", fromS("O"));
        tables.apply(Write.put(row("R".repeat(1024)), owned));

        RowKey longer = row("R".repeat(1025));
        assertThatThrownBy(() -> tables.apply(Write.put(longer, owned))).isNotNull();

        assertThat(tables.rows(ROWS.name())).hasSize(1);
    }

    @Test
    void refuses_a_row_that_is_too_large() {
        AttributeValue large = fromS("x".repeat(ItemSize.LIMIT));

        refuses(ROW, Write.put(ROW, Map.of("text", large)));
        refuses(ROW, Write.update(ROW).set("text", large));
    }

    private void refuses(RowKey row, Write write) {
        Optional<Item> before = row.equals(row("")) ? Optional.empty() : tables.get(row);

        assertThatThrownBy(() -> tables.apply(write)).as("%s", write).isNotNull();

        assertThat(tables.rows(row.table()))
                .containsExactlyElementsOf(before.stream().toList());
    }

    static RowKey row(String id) {
        return new RowKey(ROWS.name(), ItemKey.of("id", id));
    }

    static RowKey numbered(String place) {
        return numbered("R1", place);
    }

    static RowKey numbered(String id, String place) {
        return new RowKey(NUMBERED.name(), ItemKey.of("id", fromS(id), "place", fromN(place)));
    }

    private static final class Unopened implements Tables {
        @Override
        public void apply(Write write) {
            throw new IllegalStateException("not opened");
        }

        @Override
        public Optional<Item> get(RowKey row) {
            throw new IllegalStateException("not opened");
        }

        @Override
        public List<Item> rows(TableName table) {
            throw new IllegalStateException("not opened");
        }
    }
}
