package dev.afterimage.commit;

import dev.afterimage.item.Digest;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Read;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.table.TableFile;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Counts the transactions that have written to a partition of a derived table, so that whoever has read the partition
 * notices what has come or gone meanwhile. A row for each partition, in the table of versions. Immutable.
 */
public final class Revisions implements RowLinks {
    private static final TableName TABLE =
            TableFile.afterimage().own("projections").name();
    private static final String GROUP = "group";
    private static final String NAME = "name";
    private static final String ROW = "revision";
    private static final String REVISION = "revision";
    private static final int DIGEST = 32;

    private final Map<TableName, DerivedTable> ranged;

    /** Counts for those of these tables that are read in ranges. */
    public Revisions(Collection<DerivedTable> tables) {
        this.ranged = tables.stream()
                .filter(DerivedTable::ranged)
                .collect(Collectors.toUnmodifiableMap(DerivedTable::name, Function.identity()));
    }

    /** How often the partition of a range was written to. */
    public static Read.Row of(Read.Range range) {
        String partition = range.schema().partition().name();
        return Read.row(row(range.table(), ItemKey.of(partition, range.partition())), REVISION);
    }

    @Override
    public List<Write> of(Write derived) {
        DerivedTable table = ranged.get(derived.row().table());
        return table == null
                ? List.of()
                : List.of(Write.update(row(
                                table.name(),
                                derived.row()
                                        .key()
                                        .only(table.definition()
                                                .key()
                                                .partition()
                                                .name())))
                        .add(REVISION, 1));
    }

    /** A partition key may be longer than a key of ours. */
    private static RowKey row(TableName table, ItemKey partition) {
        return new RowKey(TABLE, ItemKey.of(GROUP, table + "#" + Digest.of(partition.canonical(), DIGEST), NAME, ROW));
    }
}
