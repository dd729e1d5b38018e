package dev.afterimage.audit;

import dev.afterimage.item.Digest;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.Fields;
import dev.afterimage.ledger.Remark;
import dev.afterimage.ledger.Timestamp;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How a gap is laid out in the audit table: under its table's name, which no item has, and outside of the index. Pure and
 * thread-safe.
 */
public final class GapRows {
    /** What the sort keys of gaps begin with. Those of entries begin with a digit. */
    public static final String PREFIX = "gap#";

    private static final String DETAIL = "detail";
    private static final String FOUND_AT = "found_at";
    /** The attribute that a gap has once it is repaired. */
    public static final String REPAIRED_AT = "repaired_at";

    private static final int LONGEST = 1_000;
    private static final int DIGEST = 16;

    private final Optional<Duration> retention;

    /**
     * A layout.
     *
     * @param retention how long gaps are kept; empty for ever
     */
    public GapRows(Optional<Duration> retention) {
        this.retention = retention;
    }

    /** The row of a gap, which is put where there is none. */
    public Write.Put put(Gap gap) {
        Map<String, AttributeValue> row = new LinkedHashMap<>();
        row.put("table", text(gap.table().value()));
        row.put(DETAIL, text(Remark.of(gap.detail(), LONGEST)));
        row.put(FOUND_AT, text(Timestamp.of(gap.found())));
        gap.repaired().ifPresent(at -> row.put(REPAIRED_AT, text(Timestamp.of(at))));
        retention
                .map(kept -> gap.found().plus(kept).getEpochSecond())
                .ifPresent(second -> row.put(AuditRows.EXPIRES_AT, AttributeValue.fromN(second.toString())));
        return Write.put(row(gap), row);
    }

    /** Adds to the row of a gap that it is repaired. */
    public static Write.Update repaired(Gap gap, Instant at) {
        return Write.update(row(gap)).set(REPAIRED_AT, text(Timestamp.of(at)));
    }

    /** Reads a gap; a {@link dev.afterimage.ledger.DamagedException} where it is not what was written. */
    public static Gap decode(Item row) {
        Fields fields = new Fields(row);
        return new Gap(
                fields.table("table"),
                fields.text(DETAIL),
                fields.time(FOUND_AT),
                row.has(REPAIRED_AT) ? Optional.of(fields.time(REPAIRED_AT)) : Optional.<Instant>empty());
    }

    /** Under which partition key a table's gaps stand. */
    public static String partition(TableName table) {
        return table.value();
    }

    /** One gap has one place, so that it is noted once however often it is found. */
    private static RowKey row(Gap gap) {
        return new RowKey(
                AuditRows.TABLE.name(),
                ItemKey.of(
                        AuditRows.ITEM,
                        partition(gap.table()),
                        AuditRows.SEQUENCE,
                        PREFIX + Digest.of(gap.detail(), DIGEST)));
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }
}
