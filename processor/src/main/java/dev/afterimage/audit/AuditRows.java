package dev.afterimage.audit;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.Buckets;
import dev.afterimage.ledger.DamagedException;
import dev.afterimage.ledger.Folding;
import dev.afterimage.ledger.ItemText;
import dev.afterimage.ledger.Remark;
import dev.afterimage.ledger.Timestamp;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.table.TableFile;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How an audit entry is laid out in the audit table. Pure and thread-safe.
 *
 * <p>Images are maps of the row, so that the AWS CLI shows them; where they are large, {@link Folding} packs them. The
 * index holds what a listing shows: it costs no more than keys alone as long as that is under 1 KB.
 */
public final class AuditRows {
    public static final String ITEM = "item";
    public static final String SEQUENCE = "sequence";

    /** The index by table and time, and its key: a {@linkplain #buckets bucket}, and the place in it. */
    public static final String BY_TIME = "by_table_and_time";

    public static final String BUCKET = "table_day";
    public static final String PLACE = "at";

    public static final String EXPIRES_AT = "expires_at";

    /** The audit table, by its name before the prefix. */
    public static final TableDefinition TABLE = TableFile.afterimage().own("audit");

    /** How an entry's rows become one. */
    public static final Folding FOLDING = new Folding(TABLE, Set.of("old", "new", "rows"), Set.of(EXPIRES_AT));

    private static final int LONGEST_ACTOR = 256;
    private static final int MOST_ATTRIBUTES = 16;

    private final Optional<Duration> retention;
    private final boolean rowLinks;

    /** A layout that keeps entries for ever. */
    public AuditRows() {
        this(Optional.empty());
    }

    /**
     * A layout.
     *
     * @param retention how long entries are kept; empty for ever
     */
    public AuditRows(Optional<Duration> retention) {
        this(retention, false);
    }

    /**
     * A layout.
     *
     * @param rowLinks whether a link is kept from each derived row to each change that wrote it
     */
    public AuditRows(Optional<Duration> retention, boolean rowLinks) {
        this.retention = retention;
        this.rowLinks = rowLinks;
    }

    /** The rows of an entry: its head, and what did not fit into it. */
    public List<Write> encode(AuditEntry entry) {
        ChangeId id = entry.change().id();
        String item = ItemText.of(id.table(), id.key());
        String changedAt = Timestamp.of(entry.change().changedAt());
        Map<String, AttributeValue> row = LinkedHashMap.newLinkedHashMap(MOST_ATTRIBUTES);
        ChangeRows.encode(entry.change(), row);
        row.put("recorded_at", AttributeValue.fromS(Timestamp.of(entry.recordedAt())));
        row.put(BUCKET, AttributeValue.fromS(buckets(id.table()).bucket(changedAt, item)));
        row.put(PLACE, AttributeValue.fromS(place(changedAt, id, item)));
        ChangedNames.of(entry.changedAttributes()).encode(row);
        entry.actor().ifPresent(actor -> row.put("actor", AttributeValue.fromS(storedActor(actor))));
        encodeRows(entry.rows(), row);
        retention.ifPresent(
                kept -> row.put(EXPIRES_AT, seconds(entry.recordedAt().plus(kept))));
        return FOLDING.fold(key(item, id), row);
    }

    /** The rows of a note: its head, and what did not fit into it. */
    public List<Write> encode(AuditNote note) {
        return NoteRows.encode(note, retention);
    }

    /** What leads from a derived row to a change that writes it; empty where links are not kept. */
    public List<Write> link(Change change, RowKey derived, Instant at) {
        return rowLinks ? List.of(LinkRows.encode(change, derived, retention.map(at::plus))) : List.of();
    }

    /** Whether a row of the audit table belongs to a note instead of an entry. */
    public static boolean isNote(Item row) {
        return row.string(SEQUENCE)
                .filter(place -> place.startsWith(NoteRows.PREFIX))
                .isPresent();
    }

    /** Whether a row of the audit table belongs to an entry: only their sort keys begin with a digit. */
    public static boolean isEntry(Item row) {
        return row.string(SEQUENCE)
                .filter(place -> !place.isEmpty() && place.charAt(0) <= '9')
                .isPresent();
    }

    /** Where the entries of a table stand in the index. */
    public static Buckets buckets(TableName table) {
        return new Buckets(table + "#");
    }

    /**
     * Reads an entry from all its rows; a {@link DamagedException} where they are not what was written.
     *
     * <p>Times are kept to the millisecond, and of a very long actor the beginning.
     */
    public static AuditEntry decode(List<Item> rows) {
        return new DecodedEntry(FOLDING.unfold(rows)).entry();
    }

    /** Reads what the index holds of an entry. */
    public static AuditSummary decodeSummary(Item row) {
        return new DecodedEntry(row).summary();
    }

    /** When a row lapses; empty where it is kept. */
    static Optional<Instant> expiresAt(Item row) {
        return row.epochSeconds(EXPIRES_AT);
    }

    private static RowKey key(String item, ChangeId id) {
        return new RowKey(
                TABLE.name(), ItemKey.of(ITEM, item, SEQUENCE, id.sequence().padded()));
    }

    private static String place(String changedAt, ChangeId id, String item) {
        return Buckets.place(changedAt, id.sequence(), Integer.toHexString(item.hashCode()));
    }

    static void encodeRows(List<RowKey> rows, Map<String, AttributeValue> row) {
        if (!rows.isEmpty()) {
            row.put(
                    "rows",
                    AttributeValue.fromL(rows.stream()
                            .map(derived -> AttributeValue.fromS(derived.toString()))
                            .toList()));
        }
    }

    /** An actor as it is stored: of a very long name the beginning. */
    public static String storedActor(String actor) {
        return Remark.of(actor, LONGEST_ACTOR);
    }

    private static AttributeValue seconds(Instant at) {
        return AttributeValue.fromN(Long.toString(at.getEpochSecond()));
    }
}
