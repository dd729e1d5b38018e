package dev.afterimage.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.item.Item;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Read;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.table.TableFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(ClosesAll.class)
class DynamoStoredRowsIT {
    private static final DerivedTable MEMBERS =
            DerivedTable.of(TableFile.afterimage().derived("list_members")).readInRanges();
    private static final DerivedTable NUMBERED = DerivedTable.of(
                    TableFile.read("numbered.yaml", """
                    derived:
                      numbered:
                        partition: {id: number}
                        sort: {at: number}
                    """).derived("numbered"))
            .readInRanges();
    private static final EmbeddedTables TABLES = EmbeddedTables.open(MEMBERS.definition(), NUMBERED.definition());

    private final DynamoStoredRows rows = new DynamoStoredRows(TABLES.client(), EmbeddedTables.NAMING);

    @AfterAll
    static void close() {
        TABLES.close();
    }

    @Test
    void rows_of_several_tables_are_found_however_many_are_asked_for() {
        List<Write> writes = new ArrayList<>();
        IntStream.range(0, 90).forEach(i -> writes.add(member("many", "guest#" + i)));
        TABLES.commit(writes);
        TABLES.commit(List.of(numbered("7", "1.50")));
        List<RowKey> keys = new ArrayList<>();
        IntStream.range(0, 180)
                .forEach(i -> keys.add(member("many", "guest#" + i).row()));
        keys.add(numbered("7.0", "1.5").row());
        keys.add(numbered("8", "1").row());

        Map<RowKey, Item> found = rows.rows(keys);

        assertThat(found).hasSize(91);
        assertThat(found.get(numbered("7", "1.5").row())).isEqualTo(((Write.Put) numbered("7", "1.5")).item());
    }

    @Test
    void a_range_has_what_its_prefix_and_limit_say_in_its_order() {
        TABLES.commit(List.of(
                member("L1", "guest#B"), member("L1", "guest#A"), member("L1", "list"), member("L2", "guest#C")));
        Read.Range guests = MEMBERS.range(AttributeValue.fromS("L1")).startingWith("guest#");
        Read.Range last = guests.last(1);
        Read.Range all = MEMBERS.range(AttributeValue.fromS("L1"));
        Read.Range none = MEMBERS.range(AttributeValue.fromS("L9"));

        Map<Read.Range, List<Item>> found = rows.ranges(List.of(guests, last, all, none));

        assertThat(found.get(guests))
                .extracting(row -> row.string("member").orElseThrow())
                .containsExactly("guest#A", "guest#B");
        assertThat(found.get(last))
                .extracting(row -> row.string("member").orElseThrow())
                .containsExactly("guest#B");
        assertThat(found.get(all)).hasSize(3);
        assertThat(found.get(none)).isEmpty();
    }

    @Test
    void numbers_are_ordered_by_value() {
        TABLES.commit(List.of(numbered("1", "10"), numbered("1", "9"), numbered("1", "-3")));
        Read.Range range = NUMBERED.range(AttributeValue.fromN("1"));

        assertThat(rows.ranges(List.of(range)).get(range))
                .extracting(row -> row.number("at").orElseThrow().intValue())
                .containsExactly(-3, 9, 10);
    }

    private static Write member(String list, String member) {
        return Write.put(MEMBERS.row(AttributeValue.fromS(list), AttributeValue.fromS(member)), Map.of());
    }

    private static Write numbered(String id, String at) {
        return Write.put(NUMBERED.row(AttributeValue.fromN(id), AttributeValue.fromN(at)), Map.of());
    }
}
