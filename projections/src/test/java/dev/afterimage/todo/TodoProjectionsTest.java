package dev.afterimage.todo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.testing.ChangeHistory;
import dev.afterimage.testing.InMemoryTables;
import dev.afterimage.testing.ProjectionTester;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
final class TodoProjectionsTest {
    private static final ProjectionTester TESTER = new ProjectionTester(TodoProjections.all());

    @Test
    void each_view_is_a_projection_whose_first_table_has_its_name() {
        assertThat(TodoProjections.all())
                .extracting(projection -> projection.name().value())
                .containsExactly("list_summary", "user_lists", "due_items");
        assertThat(TodoProjections.all())
                .flatExtracting(Projection::tables)
                .extracting(DerivedTable::name)
                .extracting(TableName::value)
                .containsExactly("list_summary", "user_lists", "list_members", "due_items");
    }

    @Test
    void short_histories_pass_every_check_in_every_order() {
        for (int seed = 0; seed < 30; seed++) {
            TESTER.verify(TodoWorld.of(seed, 3 + seed % 6).changes(), seed);
        }
    }

    @Test
    void long_histories_pass_every_check_in_every_order() {
        for (int seed = 0; seed < 3; seed++) {
            TESTER.verify(TodoWorld.of(seed, 120).changes(), seed);
        }
    }

    @Test
    void the_views_show_what_the_source_tables_hold() {
        for (int seed = 0; seed < 60; seed++) {
            ChangeHistory history = TodoWorld.of(seed, 2 * seed);
            InMemoryTables tables = TESTER.tablesAfter(history.changes());
            TodoRecomputation expected = new TodoRecomputation(history);

            assertThat(summaries(tables)).as("seed %d", seed).isEqualTo(expected.listSummary());
            assertThat(shown(tables, "user_lists")).as("seed %d", seed).isEqualTo(expected.userLists());
            assertThat(due(tables)).as("seed %d", seed).isEqualTo(expected.dueItems());
        }
    }

    @Test
    void nothing_is_shown_once_everything_is_deleted() {
        for (int seed = 0; seed < 20; seed++) {
            ChangeHistory history = TodoWorld.of(seed, 60);
            for (String table : List.of("lists", "guests", "items")) {
                history.items(table).forEach(item -> history.remove(table, item));
            }
            List<Change> changes = history.changes();

            InMemoryTables tables = TESTER.tablesAfter(changes);

            tables.names().forEach(name -> assertThat(tables.shownRows(name)).isEmpty());
        }
    }

    private static Set<Item> shown(InMemoryTables tables, String table) {
        return new HashSet<>(tables.shownRows(new TableName(table)));
    }

    private static Set<Item> summaries(InMemoryTables tables) {
        return shown(tables, "list_summary").stream()
                .map(TodoProjectionsTest::withoutZeros)
                .collect(Collectors.toSet());
    }

    private static Item withoutZeros(Item row) {
        Item result = row;
        for (String count : List.of("item_count", "done_count", "guest_count")) {
            if (row.number(count).filter(BigDecimal.ZERO::equals).isPresent()) {
                result = result.without(count);
            }
        }
        return result;
    }

    private static Set<List<String>> due(InMemoryTables tables) {
        return shown(tables, "due_items").stream()
                .filter(row ->
                        row.number("expires_at").orElseThrow().toBigInteger().compareTo(TodoRecomputation.SOON) < 0)
                .map(row -> List.of(
                        row.string("source").orElseThrow(),
                        row.number("expires_at").orElseThrow().toString(),
                        row.string("list_id").orElseThrow(),
                        row.string("datetime").or(() -> row.string("user_id")).orElseThrow()))
                .collect(Collectors.toSet());
    }
}
