package dev.afterimage.todo;

import dev.afterimage.change.Change;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.AttributeChange;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.table.TableFile;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The second version of {@link ListSummary}: in the place of {@code done_count} it has {@code open_count}, how many of the
 * list's items are not done.
 */
final class OpenListSummary implements Projection {
    private static final String OPEN_COUNT = "open_count";

    private static final DerivedTable TABLE =
            DerivedTable.of(TableFile.afterimage().derived("list_summary_v2")).shownBy(ListSummary.OWNER);

    private final ListSummary first = new ListSummary();

    @Override
    public ProjectionName name() {
        return ListSummary.NAME;
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public Set<TableName> sources() {
        return ListSummary.SOURCES;
    }

    @Override
    public List<DerivedTable> tables() {
        return List.of(TABLE);
    }

    @Override
    public List<Write> project(Change change) {
        return first.update(change)
                .<List<Write>>map(update -> List.of(
                        new Write.Update(new RowKey(TABLE.name(), update.row().key()), counted(update))))
                .orElse(List.of());
    }

    private static Map<String, AttributeChange> counted(Write.Update update) {
        Map<String, AttributeChange> changes = new LinkedHashMap<>(update.changes());
        BigDecimal done = added(Optional.ofNullable(changes.remove(ListSummary.DONE_COUNT)));
        BigDecimal open =
                added(Optional.ofNullable(changes.get(ListSummary.ITEM_COUNT))).subtract(done);
        if (open.signum() != 0) {
            changes.put(OPEN_COUNT, new AttributeChange.Add(open));
        }
        return changes;
    }

    private static BigDecimal added(Optional<AttributeChange> change) {
        return change.filter(AttributeChange.Add.class::isInstance)
                .map(add -> ((AttributeChange.Add) add).difference())
                .orElse(BigDecimal.ZERO);
    }
}
