package dev.afterimage.console.backfill;

import dev.afterimage.backfill.Backfilling;
import dev.afterimage.backfill.Backfills;
import dev.afterimage.item.TableName;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What the page of backfills asks.
 *
 * @param tables the tables that are followed
 * @param work who starts backfills and looks after them
 * @param roughCount how many items a table holds, as DynamoDB counted last
 */
public record BackfillParts(
        List<TableName> tables, Backfills backfills, Backfilling work, ToLongFunction<TableName> roughCount) {
    public BackfillParts {
        tables = List.copyOf(tables);
    }
}
