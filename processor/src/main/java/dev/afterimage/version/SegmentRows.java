package dev.afterimage.version;

import dev.afterimage.item.Item;
import dev.afterimage.ledger.DamagedException;
import dev.afterimage.ledger.Fields;
import dev.afterimage.ledger.Timestamp;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How segments are laid out in the table of versions: a group for each version. Pure and thread-safe. */
public final class SegmentRows {
    /** What the groups of segments begin with. */
    private static final String PREFIX = "segments/";

    static final String CLAIM = "claim";
    static final String BUILT = "built";
    private static final String UNTIL = "until";
    private static final String ITEM = "place_item";
    private static final String SEQUENCE = "place_sequence";
    private static final String DONE = "done";

    private SegmentRows() {}

    public static String group(ProjectionName version) {
        return PREFIX + version;
    }

    public static RowKey key(ProjectionName version, int index) {
        return VersionRows.row(group(version), String.format("%04d", index));
    }

    public static Item encode(Segment segment) {
        Map<String, AttributeValue> row = new LinkedHashMap<>();
        row.put(VersionRows.REVISION, AttributeValue.fromN(Long.toString(segment.revision())));
        row.put(UNTIL, AttributeValue.fromS(Timestamp.of(segment.until())));
        row.put(BUILT, AttributeValue.fromN(Long.toString(segment.built())));
        row.put(DONE, AttributeValue.fromBool(segment.done()));
        segment.claim().ifPresent(claim -> row.put(CLAIM, AttributeValue.fromS(claim)));
        segment.place().ifPresent(place -> {
            row.put(ITEM, AttributeValue.fromS(place.item()));
            row.put(SEQUENCE, AttributeValue.fromS(place.sequence()));
        });
        return Item.of(key(segment.version(), segment.index()).key(), row);
    }

    /** Reads a row; a {@link DamagedException} where it is none. */
    public static Segment decode(Item row) {
        Fields fields = new Fields(row);
        Instant until = fields.time(UNTIL);
        return new Segment(
                fields.parsed(VersionRows.GROUP, group -> new ProjectionName(group.substring(PREFIX.length()))),
                fields.parsed(VersionRows.NAME, Integer::parseInt),
                fields.number(VersionRows.REVISION),
                row.string(CLAIM),
                until,
                row.string(ITEM)
                        .map(item -> new WalkPlace(item, row.string(SEQUENCE).orElse(""))),
                fields.number(BUILT),
                row.bool(DONE).orElseThrow(() -> new DamagedException("its '" + DONE + "' is missing")));
    }
}
