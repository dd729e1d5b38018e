package dev.afterimage.todo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.testing.ChangeHistory;
import dev.afterimage.testing.ProjectionTester;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenListSummaryTest {
    private static final TableName TABLE = new TableName("list_summary_v2");

    private final Projection projection = TodoProjections.laterVersions().getFirst();
    private final ProjectionTester tester = new ProjectionTester(List.of(projection));
    private final ChangeHistory history = new ChangeHistory(TodoSources.all());

    @Test
    void is_the_second_version_of_the_summary() {
        assertThat(projection.name()).isEqualTo(new ProjectionName("list_summary"));
        assertThat(projection.versionName()).hasToString("list_summary_v2");
        assertThat(new ProjectionName("view").ofVersion(1)).hasToString("view");
    }

    @Test
    void counts_what_is_open() {
        history.insert("lists", TodoSources.list("L1", "U1", "Cake"));
        history.insert("items", TodoSources.item("L1", "t1", false));
        history.insert("items", TodoSources.item("L1", "t2", true));
        history.modify("items", TodoSources.item("L1", "t1", true));
        history.insert("items", TodoSources.item("L1", "t3", false));
        history.insert("guests", TodoSources.guest("L1", "U2"));
        List<Change> changes = history.changes();

        Item row = tester.tablesAfter(changes).shownRows(TABLE).getFirst();

        assertThat(row.number("item_count").orElseThrow()).hasToString("3");
        assertThat(row.number("open_count").orElseThrow()).hasToString("1");
        assertThat(row.number("guest_count").orElseThrow()).hasToString("1");
        assertThat(row.has("done_count")).isFalse();
        tester.verify(changes, 1);
    }
}
