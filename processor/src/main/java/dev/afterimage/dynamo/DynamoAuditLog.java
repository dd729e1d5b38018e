package dev.afterimage.dynamo;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditLog;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.AuditSummary;
import dev.afterimage.audit.Gap;
import dev.afterimage.audit.GapRows;
import dev.afterimage.audit.NoteRows;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.Entries;
import dev.afterimage.ledger.ItemText;
import dev.afterimage.ledger.Order;
import dev.afterimage.ledger.Page;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reads the audit log from its table and its index. */
public final class DynamoAuditLog implements AuditLog {
    /** Follows every place that begins in a way. */
    private static final String AFTER = "~";

    /** Follows an entry's parts, and comes before what was put right behind it. */
    private static final String AFTER_PARTS = "$";

    /** Follows every entry, and comes before all else that an item has. */
    private static final String AFTER_ENTRIES = ":";

    /** The last few entries say mostly all there is to know. */
    private static final int NEWEST_AT_ONCE = 8;

    private static final int NOTES_AT_ONCE = 100;

    private final DynamoDbClient client;
    private final Rows rows;
    private final Rows.Source items;
    private final TimeFeed.Log byTime;

    public DynamoAuditLog(DynamoDbClient client, TableNaming naming, InstantSource clock) {
        String table = naming.of(AuditRows.TABLE.name()).value();
        this.client = client;
        this.rows = new Rows(client, clock);
        this.items = Rows.Source.table(table, AuditRows.ITEM, AuditRows.SEQUENCE);
        this.byTime = byTime(client, table, clock);
    }

    /** The log in the order of time, as its index has it: each entry is one row. */
    static TimeFeed.Log byTime(DynamoDbClient client, String table, InstantSource clock) {
        Rows.Source index = new Rows.Source(table, Optional.of(AuditRows.BY_TIME), AuditRows.BUCKET, AuditRows.PLACE);
        return new TimeFeed.Log(
                client, index, row -> row.string(AuditRows.PLACE).orElse(""), AuditRows.EXPIRES_AT, clock);
    }

    @Override
    public Page<AuditSummary> ofTable(TableName table, TimeRange range, PageRequest page) {
        return byTime.read(AuditRows.buckets(table), range, page).map(rows -> AuditRows.decodeSummary(rows.getFirst()));
    }

    @Override
    public Optional<AuditEntry> entry(ChangeId id) {
        String item = ItemText.of(id.table(), id.key());
        String sequence = id.sequence().padded();
        Rows.Range range = new Rows.Range(sequence, sequence + AFTER_PARTS, Order.OLDEST_FIRST, 10);
        List<Item> found = new ArrayList<>();
        rows.living(items, item, range, AuditRows.EXPIRES_AT).forEachRemaining(found::add);
        return found.isEmpty() ? Optional.empty() : Optional.of(AuditRows.decode(found));
    }

    @Override
    public List<AuditNote> notes(TableName table, ItemKey key) {
        Rows.Range range = new Rows.Range(NoteRows.PREFIX, NoteRows.PREFIX + AFTER, Order.OLDEST_FIRST, NOTES_AT_ONCE);
        Iterator<Item> found = rows.living(items, ItemText.of(table, key), range, AuditRows.EXPIRES_AT);
        List<AuditNote> notes = new ArrayList<>();
        new Entries(found, AuditRows.FOLDING::entryOf).forEachRemaining(rows -> notes.add(NoteRows.decode(rows)));
        return notes;
    }

    @Override
    public List<Gap> gaps(TableName table) {
        Rows.Range range = new Rows.Range(GapRows.PREFIX, GapRows.PREFIX + AFTER, Order.OLDEST_FIRST, NOTES_AT_ONCE);
        List<Gap> gaps = new ArrayList<>();
        rows.living(items, GapRows.partition(table), range, AuditRows.EXPIRES_AT)
                .forEachRemaining(row -> gaps.add(GapRows.decode(row)));
        gaps.sort(Comparator.comparing(Gap::found));
        return gaps;
    }

    @Override
    public Iterator<AuditRecord> records() {
        return records(
                client.scanPaginator(request -> request.tableName(items.table()).consistentRead(true)).items().stream()
                        .map(Item::of)
                        .iterator());
    }

    @Override
    public Iterator<AuditRecord> recordsOf(String item) {
        return records(rows.all(items, item));
    }

    @Override
    public Iterator<AuditRecord> recordsOf(String item, SequenceNumber first) {
        return records(rows.from(items, item, first.padded()));
    }

    @Override
    public Iterator<AuditRecord> newestFirst(String item) {
        return records(rows.backwards(items, item, AFTER_ENTRIES, NEWEST_AT_ONCE));
    }

    private static Iterator<AuditRecord> records(Iterator<Item> rows) {
        Entries entries = new Entries(
                stream(rows).filter(AuditRows::isEntry).iterator(),
                row -> Map.entry(row.string(AuditRows.ITEM).orElse(""), AuditRows.FOLDING.entryOf(row)));
        return stream(entries).map(AuditRecord::of).iterator();
    }

    private static <T> Stream<T> stream(Iterator<T> iterator) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator, 0), false);
    }
}
