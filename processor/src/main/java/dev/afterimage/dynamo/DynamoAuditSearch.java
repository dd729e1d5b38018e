package dev.afterimage.dynamo;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.AuditSummary;
import dev.afterimage.audit.NoteRows;
import dev.afterimage.audit.RowLink;
import dev.afterimage.audit.UndoNote;
import dev.afterimage.audit.UndoRows;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.history.AuditFilter;
import dev.afterimage.history.AuditQuery;
import dev.afterimage.history.AuditSearch;
import dev.afterimage.history.Read;
import dev.afterimage.history.ReadBudget;
import dev.afterimage.history.ReadCost;
import dev.afterimage.history.SearchPage;
import dev.afterimage.history.Span;
import dev.afterimage.history.Stamp;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.Cursor;
import dev.afterimage.ledger.DamagedException;
import dev.afterimage.ledger.Entries;
import dev.afterimage.ledger.Fields;
import dev.afterimage.ledger.ItemText;
import dev.afterimage.ledger.Order;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.projection.RowKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterators;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Searches the audit log's table and its index. */
public final class DynamoAuditSearch implements AuditSearch {
    /** Follows an entry's sequence number and its parts, and comes before every greater one. */
    private static final String AFTER = "~";

    /** Follows an entry's parts, and comes before what was put right behind it. */
    private static final String AFTER_PARTS = "$";

    /** What a padded sequence number never is below or above. */
    private static final String LOWEST = "0";

    private static final String HIGHEST = ":";

    private static final Pattern PADDED = Pattern.compile("[0-9]{40}([.][0-9]{4})?");
    private static final int FEW = 10;
    private static final int MOST_UNDOS = 100;

    private final DynamoDbClient client;
    private final InstantSource clock;
    private final ReadBudget budget;
    private final Rows.Source items;
    private final TimeFeed.Log byTime;

    public DynamoAuditSearch(DynamoDbClient client, TableNaming naming, InstantSource clock) {
        this(client, naming, clock, ReadBudget.STANDARD);
    }

    DynamoAuditSearch(DynamoDbClient client, TableNaming naming, InstantSource clock, ReadBudget budget) {
        String table = naming.of(AuditRows.TABLE.name()).value();
        this.client = client;
        this.clock = clock;
        this.budget = budget;
        this.items = Rows.Source.table(table, AuditRows.ITEM, AuditRows.SEQUENCE);
        this.byTime = DynamoAuditLog.byTime(client, table, clock);
    }

    @Override
    public SearchPage<AuditSummary> byTime(AuditQuery query, PageRequest page) {
        SearchPage<List<Item>> found = byTime.read(
                query.tables().stream().map(AuditRows::buckets).toList(),
                query.range(),
                page,
                AuditFilters.of(query.filter()),
                budget);
        return sifted(found, query.filter());
    }

    /** Looks into the entries whose summaries do not say whether they are meant, as far as the budget goes. */
    private SearchPage<AuditSummary> sifted(SearchPage<List<Item>> found, AuditFilter filter) {
        List<AuditSummary> meant = new ArrayList<>();
        ReadCost cost = found.cost();
        int last = found.entries().size() - 1;
        for (int i = 0; i <= last; i++) {
            Item row = found.entries().get(i).getFirst();
            AuditSummary summary = summary(row);
            AuditFilter.Verdict verdict = filter.verdict(summary);
            if (verdict == AuditFilter.Verdict.UNSURE) {
                Read<Optional<AuditEntry>> entry = entry(summary.id());
                cost = cost.plus(entry.cost());
                verdict = AuditFilter.Verdict.of(
                        entry.value().filter(filter::matches).isPresent());
            }
            if (verdict == AuditFilter.Verdict.YES) {
                meant.add(summary);
            }
            if (i < last && budget.usedUpBy(cost) && !found.cost().equals(cost)) {
                return new SearchPage<>(meant, Optional.of(Cursor.of(place(row))), true, summary.changedAt(), cost);
            }
        }
        return new SearchPage<>(meant, found.end(), found.more(), found.reached(), cost);
    }

    private static AuditSummary summary(Item row) {
        try {
            return AuditRows.decodeSummary(row);
        } catch (DamagedException damaged) {
            throw new DamagedException(
                    "the audit log's entry at " + place(row) + " is damaged: " + damaged.getMessage()
                            + "; search before and after its time",
                    damaged);
        }
    }

    private static String place(Item row) {
        return row.string(AuditRows.PLACE).orElse("no place");
    }

    @Override
    public SearchPage<AuditRecord> ofItem(
            TableName table, ItemKey key, Span span, AuditFilter filter, PageRequest page) {
        RowStream rows = new RowStream(query(table, key, bounds(span, page)), page.limit() + 1);
        Entries entries = new Entries(withoutCursor(rows, page), AuditRows.FOLDING::entryOf);
        List<AuditRecord> found = new ArrayList<>();
        Optional<Cursor> end = page.after();
        Instant reached = Instant.EPOCH;
        while (within(rows, found, page) && entries.hasNext()) {
            AuditRecord record = AuditRecord.of(entries.next());
            end = Optional.of(Cursor.of(record.sequence()));
            switch (record) {
                case AuditRecord.Damaged damaged -> found.add(damaged);
                case AuditRecord.Whole whole -> {
                    reached = whole.entry().change().changedAt();
                    if (filter.matches(whole.entry())) {
                        found.add(whole);
                    }
                }
            }
        }
        return new SearchPage<>(found, end, entries.hasNext(), reached, rows.cost());
    }

    /** Whether there is room for one more entry, and it is paid for or may be. */
    private boolean within(RowStream rows, List<AuditRecord> found, PageRequest page) {
        return found.size() < page.limit() && (rows.buffered() || !budget.usedUpBy(rows.cost()));
    }

    private static Iterator<Item> withoutCursor(RowStream rows, PageRequest page) {
        Optional<String> cursor = page.after().map(Cursor::place);
        return stream(rows)
                .filter(row -> !cursor.equals(row.string(AuditRows.SEQUENCE)))
                .iterator();
    }

    private static PartitionQuery.Bounds bounds(Span span, PageRequest page) {
        String first = span.after().map(after -> after.padded() + AFTER_PARTS).orElse(LOWEST);
        String last = span.upTo().map(upTo -> upTo.padded() + AFTER_PARTS).orElse(HIGHEST);
        Optional<String> cursor = page.after().map(DynamoAuditSearch::sequence);
        return switch (page.order()) {
            case OLDEST_FIRST ->
                new PartitionQuery.Bounds(
                        cursor.map(place -> place + AFTER_PARTS)
                                .filter(place -> place.compareTo(first) > 0)
                                .orElse(first),
                        last,
                        page.order());
            case NEWEST_FIRST ->
                new PartitionQuery.Bounds(
                        first, cursor.filter(place -> place.compareTo(last) < 0).orElse(last), page.order());
        };
    }

    @Override
    public SearchPage<RowLink> ofRow(RowKey row, PageRequest page) {
        return new RowLinkQuery(client, items, clock, budget).read(row, page);
    }

    private static String sequence(Cursor cursor) {
        if (!PADDED.matcher(cursor.place()).matches()) {
            throw new IllegalArgumentException(
                    "'" + cursor + "' is no cursor of this item: hand back what a page gave");
        }
        return cursor.place();
    }

    @Override
    public Read<Optional<Stamp>> last(TableName table, ItemKey key, Optional<SequenceNumber> upTo) {
        String last = upTo.map(SequenceNumber::padded).orElse(HIGHEST);
        Read<Optional<Item>> found = one(table, key, LOWEST, last, Order.NEWEST_FIRST);
        if (found.value().filter(AuditRows.FOLDING::isPart).isEmpty()) {
            return found.map(row -> row.map(DynamoAuditSearch::stamp));
        }
        String head = AuditRows.FOLDING.entryOf(found.value().orElseThrow());
        return one(table, key, head, head, Order.NEWEST_FIRST)
                .besides(found.cost())
                .map(row -> row.map(DynamoAuditSearch::stamp));
    }

    @Override
    public Read<Optional<Stamp>> first(TableName table, ItemKey key, Optional<SequenceNumber> after) {
        String first = after.map(sequence -> sequence.padded() + AFTER_PARTS).orElse(LOWEST);
        return one(table, key, first, HIGHEST, Order.OLDEST_FIRST).map(row -> row.map(DynamoAuditSearch::stamp));
    }

    private static Stamp stamp(Item row) {
        Fields fields = new Fields(row);
        return new Stamp(fields.sequence(AuditRows.SEQUENCE), fields.time("changed_at"));
    }

    private Read<Optional<Item>> one(TableName table, ItemKey key, String first, String last, Order order) {
        PartitionQuery query = new PartitionQuery(
                client, items, ItemText.of(table, key), new PartitionQuery.Bounds(first, last, order), RowFilter.ANY);
        PartitionQuery.Answer answer = query.next(1);
        return new Read<>(answer.rows().stream().findFirst(), answer.cost());
    }

    @Override
    public Read<Optional<AuditEntry>> entry(ChangeId id) {
        String sequence = id.sequence().padded();
        Read<List<Item>> found = all(id.table(), id.key(), sequence, sequence + AFTER_PARTS);
        return found.map(rows -> rows.isEmpty() ? Optional.empty() : Optional.of(AuditRows.decode(rows)));
    }

    @Override
    public Read<List<AuditNote>> notes(TableName table, ItemKey key, SequenceNumber first, SequenceNumber last) {
        String from = NoteRows.PREFIX + first.padded();
        String to = NoteRows.PREFIX + last.padded() + AFTER_PARTS;
        return all(table, key, from, to).map(rows -> {
            List<AuditNote> notes = new ArrayList<>();
            new Entries(rows.iterator(), AuditRows.FOLDING::entryOf)
                    .forEachRemaining(ofNote -> notes.add(NoteRows.decode(ofNote)));
            return notes;
        });
    }

    @Override
    public Read<List<UndoNote>> undos(TableName table, ItemKey key) {
        PartitionQuery.Bounds bounds =
                new PartitionQuery.Bounds(UndoRows.PREFIX, UndoRows.PREFIX + AFTER, Order.NEWEST_FIRST);
        PartitionQuery.Answer answer = query(table, key, bounds).next(MOST_UNDOS);
        return new Read<>(answer.rows().stream().map(UndoRows::decode).toList(), answer.cost());
    }

    private Read<List<Item>> all(TableName table, ItemKey key, String first, String last) {
        RowStream rows =
                new RowStream(query(table, key, new PartitionQuery.Bounds(first, last, Order.OLDEST_FIRST)), FEW);
        List<Item> all = stream(rows).toList();
        return new Read<>(all, rows.cost());
    }

    private PartitionQuery query(TableName table, ItemKey key, PartitionQuery.Bounds bounds) {
        RowFilter living = RowFilter.living(AuditRows.EXPIRES_AT, clock.instant());
        return new PartitionQuery(client, items, ItemText.of(table, key), bounds, living);
    }

    private static Stream<Item> stream(Iterator<Item> rows) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, 0), false);
    }
}
