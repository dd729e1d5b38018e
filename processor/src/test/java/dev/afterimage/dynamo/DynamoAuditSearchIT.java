package dev.afterimage.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.AuditSamples;
import dev.afterimage.audit.AuditSummary;
import dev.afterimage.audit.UndoNote;
import dev.afterimage.audit.UndoRows;
import dev.afterimage.change.ChangeId;
import dev.afterimage.history.AuditFilter;
import dev.afterimage.history.AuditQuery;
import dev.afterimage.history.AuditSearch;
import dev.afterimage.history.AuditSearchContract;
import dev.afterimage.history.ReadBudget;
import dev.afterimage.history.ReadCost;
import dev.afterimage.history.SearchPage;
import dev.afterimage.history.Span;
import dev.afterimage.item.ItemKey;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import dev.afterimage.projection.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

@ExtendWith(ClosesAll.class)
class DynamoAuditSearchIT extends AuditSearchContract {
    private static final EmbeddedTables TABLES = EmbeddedTables.open();
    private static final int BATCH = 25;
    private static final AuditRows LAYOUT = new AuditRows(Optional.empty(), true);

    @BeforeEach
    void empty() {
        TABLES.clear(AuditRows.TABLE);
    }

    @AfterAll
    static void close() {
        TABLES.close();
    }

    @Override
    protected AuditSearch search() {
        return search(ReadBudget.STANDARD);
    }

    private static AuditSearch search(ReadBudget budget) {
        return new DynamoAuditSearch(TABLES.client(), EmbeddedTables.NAMING, EmbeddedTables.CLOCK, budget);
    }

    @Override
    protected void write(AuditEntry... entries) {
        for (AuditEntry entry : entries) {
            TABLES.commit(LAYOUT.encode(entry));
            entry.rows().forEach(row -> TABLES.commit(LAYOUT.link(entry.change(), row, entry.recordedAt())));
        }
    }

    @Override
    protected void write(AuditNote note) {
        TABLES.commit(LAYOUT.encode(note));
    }

    @Override
    protected void write(UndoNote undo) {
        TABLES.commit(List.of(new UndoRows(Optional.empty()).begin(undo)));
        TABLES.commit(List.of(UndoRows.end(undo)));
    }

    @Test
    void a_page_costs_the_same_however_many_entries_there_are() {
        writeMany(1, 1_000);
        List<ReadCost> few = costs();
        writeMany(1_001, 6_000);

        assertThat(costs()).isEqualTo(few);
        assertThat(few).allSatisfy(cost -> {
            assertThat(cost.requests()).isLessThanOrEqualTo(24);
            assertThat(cost.units()).isPositive().isLessThan(50);
        });
    }

    /** Of the first page of a table, of one further back, of the end of an item, and of its middle. */
    private List<ReadCost> costs() {
        AuditSearch search = search();
        AuditQuery query = new AuditQuery(List.of(ITEMS), DAYS, AuditFilter.ALL);
        SearchPage<AuditSummary> first = search.byTime(query, PageRequest.newest(50));
        assertThat(first.entries()).hasSize(50);
        PageRequest next = PageRequest.newest(50).after(first.end().orElseThrow());
        ItemKey busy = AuditSamples.id(1, "L0").key();
        SearchPage<AuditRecord> ofItem = search.ofItem(ITEMS, busy, Span.ALL, AuditFilter.ALL, PageRequest.newest(20));
        assertThat(ofItem.entries()).hasSize(20);
        return List.of(
                first.cost(),
                search.byTime(query, next).cost(),
                ofItem.cost(),
                search.ofItem(ITEMS, busy, Span.ALL, AuditFilter.ALL, PageRequest.oldest(20))
                        .cost());
    }

    @Test
    void a_page_ends_where_its_budget_is_used_up_and_says_how_far_it_has_looked() {
        writeMany(1, 1_500);
        write(new AuditEntry(
                AuditSamples.inserted(40, "L5", "x").change(), AuditSamples.RECORDED, Optional.of("rare"), List.of()));
        AuditQuery rare =
                new AuditQuery(List.of(ITEMS), DAYS, new AuditFilter(Set.of(), Optional.of("rare"), Optional.empty()));
        AuditSearch search = search(new ReadBudget(20, 1_000));

        List<ChangeId> found = new ArrayList<>();
        List<Instant> reached = new ArrayList<>(List.of(DAYS.until()));
        PageRequest request = PageRequest.newest(10);
        SearchPage<AuditSummary> page = search.byTime(rare, request);
        while (page.more()) {
            assertThat(page.cost().units()).isLessThan(200);
            assertThat(page.reached()).isBeforeOrEqualTo(reached.getLast());
            reached.add(page.reached());
            page.entries().forEach(entry -> found.add(entry.id()));
            page = search.byTime(rare, request.after(page.end().orElseThrow()));
        }
        page.entries().forEach(entry -> found.add(entry.id()));

        assertThat(found).containsExactly(AuditSamples.id(40, "L5"));
        assertThat(reached).hasSizeBetween(3, 200);
        assertThat(page.reached()).isEqualTo(DAYS.from());
    }

    @Test
    void long_times_without_entries_are_passed_within_the_budget() {
        write(AuditSamples.inserted(1, "L1", "text"));
        TimeRange wide = new TimeRange(
                DAYS.from().minus(Duration.ofDays(20)), DAYS.until().plus(Duration.ofDays(20)));
        AuditQuery query = new AuditQuery(List.of(ITEMS), wide, AuditFilter.ALL);
        AuditSearch search = search(new ReadBudget(1_000, 50));

        SearchPage<AuditSummary> first = search.byTime(query, PageRequest.newest(5));

        assertThat(first.entries()).isEmpty();
        assertThat(first.more()).isTrue();
        assertThat(first.cost().requests()).isBetween(50, 100);
        for (PageRequest request : List.of(PageRequest.newest(5), PageRequest.oldest(5))) {
            PageRequest next = request;
            SearchPage<AuditSummary> page = search.byTime(query, next);
            int entries = page.entries().size();
            while (page.more()) {
                next = request.after(page.end().orElseThrow());
                page = search.byTime(query, next);
                entries += page.entries().size();
            }
            assertThat(entries).isEqualTo(1);
        }
    }

    @Test
    void an_items_page_ends_within_its_budget_too() {
        for (int i = 1; i <= 12; i++) {
            write(AuditSamples.modified(i, "L1", "x".repeat(5_000 + i), "x".repeat(5_001 + i)));
        }
        AuditSearch search = search(new ReadBudget(1, 1_000));
        PageRequest request = PageRequest.newest(2);
        ItemKey key = AuditSamples.id(1, "L1").key();

        SearchPage<AuditRecord> page = search.ofItem(ITEMS, key, Span.ALL, changing("nothing"), request);

        assertThat(page.reached()).isEqualTo(AuditSamples.at(11));
        int pages = 1;
        while (page.more()) {
            assertThat(page.entries()).isEmpty();
            PageRequest next = request.after(page.end().orElseThrow());
            page = search.ofItem(ITEMS, key, Span.ALL, changing("nothing"), next);
            pages++;
        }
        assertThat(pages).isBetween(4, 12);
        assertThat(page.reached()).isEqualTo(AuditSamples.at(1));
    }

    @Test
    void a_damaged_entry_does_not_hide_the_others() {
        write(AuditSamples.inserted(1, "L1", "milk"), AuditSamples.modified(2, "L1", "milk", "bread"));
        TABLES.client()
                .updateItem(request -> request.tableName(EmbeddedTables.physical(AuditRows.TABLE.name()))
                        .key(Map.of(
                                "item", AttributeValue.fromS("items#datetime=D1&list_id=L1"),
                                "sequence",
                                        AttributeValue.fromS(AuditSamples.id(2, "")
                                                .sequence()
                                                .padded())))
                        .updateExpression("REMOVE #old")
                        .expressionAttributeNames(Map.of("#old", "old")));

        List<AuditRecord> found = search().ofItem(
                        ITEMS, AuditSamples.id(1, "L1").key(), Span.ALL, changing("description"), PageRequest.newest(5))
                .entries();

        assertThat(found.getFirst()).isInstanceOf(AuditRecord.Damaged.class);
        assertThat(found.getLast()).isInstanceOf(AuditRecord.Whole.class);
    }

    @Test
    void what_has_lapsed_is_not_found() {
        AuditRows brief = new AuditRows(Optional.of(Duration.ofHours(1)));
        TABLES.commit(brief.encode(AuditSamples.inserted(1, "L1", "lapsed")));
        write(AuditSamples.modified(2, "L1", "kept", "still"));

        assertThat(found(new AuditQuery(List.of(ITEMS), DAYS, AuditFilter.ALL), PageRequest.newest(5)))
                .containsExactly(AuditSamples.id(2, "L1"));
        assertThat(search().ofItem(
                                ITEMS, AuditSamples.id(1, "L1").key(), Span.ALL, AuditFilter.ALL, PageRequest.newest(5))
                        .entries())
                .hasSize(1);
    }

    /** Changes of 40 items, a second apart, as rows: transactions would take long. */
    private static void writeMany(long from, long to) {
        List<WriteRequest> writes = LongStream.rangeClosed(from, to)
                .mapToObj(
                        i -> inserted(AuditSamples.id(i, "L" + i % 40), AuditSamples.CHANGED.minusSeconds(10_000 - i)))
                .flatMap(entry -> LAYOUT.encode(entry).stream())
                .map(write -> WriteRequest.builder()
                        .putRequest(PutRequest.builder()
                                .item(((Write.Put) write).item().attributes())
                                .build())
                        .build())
                .toList();
        String table = EmbeddedTables.physical(AuditRows.TABLE.name());
        IntStream.rangeClosed(0, (writes.size() - 1) / BATCH)
                .forEach(batch -> TABLES.client()
                        .batchWriteItem(request -> request.requestItems(Map.of(
                                table, writes.subList(batch * BATCH, Math.min(writes.size(), (batch + 1) * BATCH))))));
    }
}
