package dev.afterimage.version;

import dev.afterimage.item.Item;
import dev.afterimage.ledger.Fields;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How fences are laid out in the table of versions: one row for each item and version; the group is the item's name in the
 * audit log. Pure and thread-safe.
 */
public final class FenceRows {
    static final String REVISION = VersionRows.REVISION;

    /** The attribute that only fences have. */
    public static final String OPEN = "open";

    private static final String MISSING = "missing";
    private static final String APPLIED = "applied";
    private static final String TROUBLE = "trouble";

    private FenceRows() {}

    public static RowKey key(FenceId id) {
        return VersionRows.row(id.item(), id.version().value());
    }

    static Write put(Fence fence) {
        Map<String, AttributeValue> row = new LinkedHashMap<>();
        row.put(REVISION, AttributeValue.fromN(Long.toString(fence.revision())));
        row.put(OPEN, AttributeValue.fromBool(fence.open()));
        fence.missing().ifPresent(sequence -> row.put(MISSING, AttributeValue.fromS(sequence.padded())));
        row.put(APPLIED, AttributeValue.fromN(Integer.toString(fence.applied())));
        fence.trouble().ifPresent(reason -> row.put(TROUBLE, AttributeValue.fromS(reason)));
        return Write.put(key(fence.id()), row);
    }

    /** Reads a row; a {@link dev.afterimage.ledger.DamagedException} where it is none. */
    public static Fence decode(Item row) {
        Fields fields = new Fields(row);
        return new Fence(
                new FenceId(fields.text(VersionRows.GROUP), fields.parsed(VersionRows.NAME, ProjectionName::new)),
                fields.number(REVISION),
                row.bool(OPEN).orElse(false),
                row.has(MISSING) ? Optional.of(fields.sequence(MISSING)) : Optional.empty(),
                (int) fields.number(APPLIED),
                row.string(TROUBLE));
    }
}
