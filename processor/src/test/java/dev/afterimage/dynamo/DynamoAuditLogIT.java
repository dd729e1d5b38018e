package dev.afterimage.dynamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditLog;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.AuditSamples;
import dev.afterimage.audit.AuditSummary;
import dev.afterimage.audit.AuditVerifier;
import dev.afterimage.audit.Gap;
import dev.afterimage.audit.GapRows;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.Guard;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.fuzz.Chaos;
import dev.afterimage.history.AuditFilter;
import dev.afterimage.history.ItemHistory;
import dev.afterimage.history.Period;
import dev.afterimage.history.Recorded;
import dev.afterimage.history.SearchPage;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.ItemRules;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.DamagedException;
import dev.afterimage.ledger.Page;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import dev.afterimage.pipeline.FailurePolicy;
import dev.afterimage.pipeline.Noted;
import dev.afterimage.pipeline.Noting;
import dev.afterimage.pipeline.StopSwitch;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.testing.EveryType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(ClosesAll.class)
class DynamoAuditLogIT {
    private static final EmbeddedTables TABLES = EmbeddedTables.open();
    private static final TimeRange ALWAYS =
            new TimeRange(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-04-01T00:00:00Z"));

    private final AuditLog log = TABLES.auditLog();
    private final AuditRows layout = new AuditRows();

    @BeforeEach
    void empty() {
        TABLES.clear(AuditRows.TABLE);
    }

    @AfterAll
    static void close() {
        TABLES.close();
    }

    @Test
    void an_image_that_is_nested_as_deep_as_an_item_may_be_comes_back_as_it_was_committed() {
        ChangeId id = AuditSamples.id(1, "L1");
        Item deepest = AuditSamples.item(id, Map.of("deep", Chaos.nested(ItemRules.LEVELS - 1)));
        AuditEntry entry = AuditSamples.entry(new Change.Modified(id, AuditSamples.CHANGED, deepest, deepest));

        write(entry);

        assertThat(log.entry(id)).contains(entry);
    }

    @Test
    void every_type_comes_back_as_it_was_committed() {
        ChangeId id = AuditSamples.id(1, "L1");
        Item image = AuditSamples.item(id, EveryType.attributes());
        AuditEntry small = AuditSamples.entry(new Change.Modified(
                id, AuditSamples.CHANGED, image, image.without("map").with("n", AttributeValue.fromN("1"))));
        ChangeId other = AuditSamples.id(2, "L2");
        Item large = AuditSamples.item(other, EveryType.attributes())
                .with("padding", AttributeValue.fromS("x".repeat(100_000)));
        AuditEntry packed = AuditSamples.entry(new Change.Removed(other, AuditSamples.CHANGED, large));

        write(small, packed);

        assertThat(log.entry(id)).contains(small);
        assertThat(log.entry(other)).contains(packed);
        assertThat(log.entry(AuditSamples.id(3, "L1"))).isEmpty();
    }

    @Test
    void the_largest_item_changed_to_another_is_audited_whole() {
        AuditEntry first = AuditSamples.inserted(6, "L1", "small");
        AuditEntry largest = largestChange(7);
        AuditEntry last = AuditSamples.inserted(8, "L1", "small");

        write(first, largest, last);

        assertThat(TABLES.rows(AuditRows.TABLE.name())).hasSize(5);
        assertThat(log.entry(largest.change().id())).contains(largest);
        assertThat(ofItem(PageRequest.oldest(10))).containsExactly(first, largest, last);
        assertThat(ofItem(PageRequest.newest(10))).containsExactly(last, largest, first);
        assertThat(ofItem(PageRequest.oldest(1))).containsExactly(first, largest, last);
        assertThat(ofItem(PageRequest.newest(1))).containsExactly(last, largest, first);
        assertThat(ofTable(PageRequest.newest(10)))
                .extracting(AuditSummary::id)
                .containsExactly(
                        last.change().id(),
                        largest.change().id(),
                        first.change().id());
    }

    @Test
    void pages_through_an_item_in_both_orders_without_loss_or_repetition() {
        List<AuditEntry> entries = new ArrayList<>();
        for (int i = 1; i <= 23; i++) {
            entries.add(AuditSamples.inserted(i, "L1", "text " + i));
        }
        entries.forEach(this::write);
        write(AuditSamples.inserted(5, "L10", "another item"), AuditSamples.inserted(5, "L", "and another"));

        for (int limit : List.of(1, 4, 23, 100)) {
            assertThat(ofItem(PageRequest.oldest(limit))).containsExactlyElementsOf(entries);
            assertThat(ofItem(PageRequest.newest(limit))).containsExactlyElementsOf(entries.reversed());
        }
    }

    @Test
    void limits_an_item_to_a_range_of_time() {
        for (int i = 1; i <= 9; i++) {
            write(AuditSamples.inserted(i, "L1", "text " + i));
        }
        Period period = new Period(Optional.of(AuditSamples.at(3)), Optional.of(AuditSamples.at(6)));

        assertThat(sequences(ofItem(period, PageRequest.oldest(10)))).containsExactly("3", "4", "5");
        assertThat(sequences(ofItem(period, PageRequest.newest(2)))).containsExactly("5", "4");
    }

    @Test
    void pages_through_a_table_across_days_in_both_orders_without_loss_or_repetition() {
        Random random = new Random(11);
        List<AuditEntry> entries = new ArrayList<>();
        for (int i = 1; i <= 60; i++) {
            Instant at =
                    ALWAYS.from().plusSeconds(random.nextLong(Duration.ofDays(4).toSeconds()));
            entries.add(inserted(AuditSamples.id(i, "L" + random.nextInt(20)), at));
        }
        entries.forEach(this::write);
        write(inserted(
                new ChangeId(new TableName("itemsX"), ItemKey.of("id", "1"), SequenceNumber.of("1")),
                ALWAYS.from().plusSeconds(1)));
        List<ChangeId> ordered = entries.stream()
                .map(AuditEntry::change)
                .sorted(Comparator.comparing(Change::changedAt).thenComparing(Change::sequence))
                .map(Change::id)
                .toList();

        for (int limit : List.of(9, 60, 1_000)) {
            assertThat(ofTable(PageRequest.oldest(limit)))
                    .extracting(AuditSummary::id)
                    .containsExactlyElementsOf(ordered);
            assertThat(ofTable(PageRequest.newest(limit)))
                    .extracting(AuditSummary::id)
                    .containsExactlyElementsOf(ordered.reversed());
        }
    }

    @Test
    void limits_a_table_to_a_range_of_time() {
        for (int i = 1; i <= 9; i++) {
            write(AuditSamples.inserted(i, "L" + i, "text"));
        }
        TimeRange range = new TimeRange(AuditSamples.at(3), AuditSamples.at(6));

        Page<AuditSummary> page = log.ofTable(AuditSamples.TABLE, range, PageRequest.newest(10));

        assertThat(page.entries())
                .extracting(AuditSummary::changedAt)
                .containsExactly(AuditSamples.at(5), AuditSamples.at(4), AuditSamples.at(3));
        assertThat(page.more()).isFalse();
    }

    @Test
    void the_end_of_the_last_page_is_where_a_follower_goes_on() {
        write(AuditSamples.inserted(1, "L1", "text"));
        Page<AuditSummary> page = log.ofTable(AuditSamples.TABLE, ALWAYS, PageRequest.oldest(10));
        PageRequest next = PageRequest.oldest(10).after(page.end().orElseThrow());

        Page<AuditSummary> nothing = log.ofTable(AuditSamples.TABLE, ALWAYS, next);
        write(AuditSamples.inserted(2, "L2", "text"));
        Page<AuditSummary> more = log.ofTable(AuditSamples.TABLE, ALWAYS, next);

        assertThat(nothing).isEqualTo(new Page<>(List.of(), page.end(), false));
        assertThat(more.entries()).extracting(AuditSummary::id).containsExactly(AuditSamples.id(2, "L2"));
    }

    @Test
    void what_has_lapsed_is_gone_though_dynamodb_has_not_deleted_it() {
        AuditRows brief = new AuditRows(Optional.of(Duration.ofHours(1)));
        TABLES.commit(brief.encode(AuditSamples.inserted(1, "L1", "lapsed")));
        write(AuditSamples.modified(2, "L1", "kept", "still"));

        assertThat(sequences(ofItem(Period.ALL, PageRequest.oldest(5)))).containsExactly("2");
        assertThat(ofTable(PageRequest.oldest(5))).hasSize(1);
        assertThat(log.entry(AuditSamples.id(1, "L1"))).isEmpty();
        assertThat(verify().continuous()).isTrue();
    }

    @Test
    void a_continuous_log_proves_itself() {
        for (int list = 2; list < 22; list++) {
            write(
                    AuditSamples.inserted(list * 10L, "L" + list, "milk"),
                    AuditSamples.modified(list * 10L + 1, "L" + list, "milk", "bread"),
                    AuditSamples.removed(list * 10L + 2, "L" + list, "bread"));
        }
        ChangeId other = new ChangeId(new TableName("things"), ItemKey.of("id", "1"), SequenceNumber.of("1"));
        write(largestChange(7), inserted(other, AuditSamples.CHANGED));

        assertThat(verify()).isEqualTo(new AuditVerifier.Report(62, 22, 0, Optional.empty()));
    }

    @Test
    void a_gap_is_kept_once_and_known_as_repaired_when_it_is() {
        GapRows rows = new GapRows(Optional.empty());
        Gap gap = Gap.of(AuditSamples.id(1, "L1").table(), "shard s was trimmed", AuditSamples.RECORDED);
        Gap again = Gap.of(gap.table(), gap.detail(), AuditSamples.RECORDED.plusSeconds(60));
        Noting noting = new Noting(
                new DynamoCommitter(TABLES.client(), EmbeddedTables.NAMING),
                FailurePolicy.standard(new Random(1)),
                new StopSwitch());

        assertThat(noting.note(put(rows, gap))).isEqualTo(Noted.Done.DONE);
        assertThat(noting.note(put(rows, again))).isEqualTo(Noted.Stale.STALE);
        assertThat(log.gaps(gap.table())).containsExactly(gap);
        assertThat(log.gaps(new TableName("things"))).isEmpty();

        Instant repaired = AuditSamples.RECORDED.plusSeconds(90);
        assertThat(noting.note(repair(gap, repaired))).isEqualTo(Noted.Done.DONE);
        assertThat(noting.note(repair(gap, repaired.plusSeconds(1)))).isEqualTo(Noted.Stale.STALE);

        assertThat(log.gaps(gap.table()))
                .containsExactly(new Gap(gap.table(), gap.detail(), gap.found(), Optional.of(repaired)));
        assertThat(verify()).isEqualTo(new AuditVerifier.Report(0, 0, 0, Optional.empty()));
    }

    @Test
    void finds_the_entry_that_somebody_deleted() {
        writeThreeChanges();
        delete("2", "");

        assertThat(brokenAt())
                .isEqualTo("1 to 3: its old image is not the new image of the entry before:"
                        + " they differ in description");
    }

    @Test
    void finds_the_image_that_somebody_altered() {
        writeThreeChanges();
        AuditEntry altered = AuditSamples.modified(2, "L1", "milk", "gold");
        write(altered);

        assertThat(brokenAt()).startsWith("2 to 3: its old image is not the new image");
    }

    @Test
    void finds_the_attribute_that_somebody_took_away() {
        writeThreeChanges();
        TABLES.client()
                .updateItem(request -> request.tableName(EmbeddedTables.physical(AuditRows.TABLE.name()))
                        .key(rowKey("2", ""))
                        .updateExpression("REMOVE #old")
                        .expressionAttributeNames(Map.of("#old", "old")));

        assertThat(brokenAt()).isEqualTo("1 to 2: its 'old' is missing");
        assertThatThrownBy(() -> log.entry(AuditSamples.id(2, "L1")))
                .isInstanceOf(DamagedException.class)
                .hasMessage("its 'old' is missing");
    }

    @Test
    void finds_the_part_of_a_large_entry_that_somebody_deleted() {
        write(largestChange(7));
        delete("7", "#002");

        assertThat(brokenAt()).isEqualTo(" to 7: part 2 of 2 is missing");
    }

    @Test
    void finds_the_first_row_of_a_large_entry_that_somebody_deleted() {
        write(largestChange(7));
        delete("7", "");

        assertThat(brokenAt()).isEqualTo(" to 7: its first row is missing");
    }

    @Test
    void notes_stand_beside_the_entries_and_disturb_nobody_who_reads_them() {
        writeThreeChanges();
        write(largestChange(9));
        List<AuditEntry> before = ofItem(PageRequest.oldest(10));
        AuditNote first = note(2, "L1", List.of());
        AuditNote wide = note(
                9,
                "L1",
                IntStream.range(0, 5_000)
                        .mapToObj(i -> new RowKey(new TableName("rows"), ItemKey.of("id", Integer.toString(i))))
                        .toList());
        TABLES.commit(layout.encode(wide));
        TABLES.commit(layout.encode(first));
        TABLES.commit(layout.encode(note(1, "L10", List.of())));

        assertThat(log.notes(AuditSamples.TABLE, key("L1"))).containsExactly(first, wide);
        assertThat(log.notes(AuditSamples.TABLE, key("L2"))).isEmpty();
        for (int limit : List.of(1, 4, 10)) {
            assertThat(ofItem(PageRequest.oldest(limit))).isEqualTo(before);
            assertThat(ofItem(PageRequest.newest(limit))).isEqualTo(before.reversed());
        }
        assertThat(ofTable(PageRequest.newest(10))).hasSize(4);
        assertThat(verify().entries()).isEqualTo(4);
    }

    @Test
    void a_lapsed_note_is_gone() {
        AuditRows brief = new AuditRows(Optional.of(Duration.ofMinutes(1)));
        TABLES.commit(brief.encode(note(1, "L1", List.of())));

        assertThat(log.notes(AuditSamples.TABLE, key("L1"))).isEmpty();
    }

    private static AuditNote note(long sequence, String list, List<RowKey> rows) {
        return new AuditNote(
                AuditSamples.id(sequence, list),
                AuditSamples.RECORDED,
                AuditNote.Action.REDRIVEN,
                new ProjectionName("list_summary"),
                Optional.of("ann"),
                Optional.empty(),
                rows);
    }

    private void writeThreeChanges() {
        write(
                AuditSamples.inserted(1, "L1", "milk"),
                AuditSamples.modified(2, "L1", "milk", "bread"),
                AuditSamples.removed(3, "L1", "bread"));
    }

    private static GuardedWrite put(GapRows rows, Gap gap) {
        return new GuardedWrite(rows.put(gap), new Guard.Absent(AuditRows.SEQUENCE));
    }

    private static GuardedWrite repair(Gap gap, Instant at) {
        return new GuardedWrite(GapRows.repaired(gap, at), new Guard.Absent(GapRows.REPAIRED_AT));
    }

    private AuditVerifier.Report verify() {
        return new AuditVerifier(log).verify(EmbeddedTables.CLOCK.instant());
    }

    private String brokenAt() {
        return verify().firstBreak()
                .map(found -> found.after().replaceFirst("^0+", "") + " to "
                        + found.sequence().replaceFirst("^0+", "") + ": " + found.reason())
                .orElse("nowhere");
    }

    private void delete(String sequence, String part) {
        TABLES.client()
                .deleteItem(request -> request.tableName(EmbeddedTables.physical(AuditRows.TABLE.name()))
                        .key(rowKey(sequence, part)));
    }

    private static Map<String, AttributeValue> rowKey(String sequence, String part) {
        return Map.of(
                "item", AttributeValue.fromS("items#datetime=D1&list_id=L1"),
                "sequence", AttributeValue.fromS(SequenceNumber.of(sequence).padded() + part));
    }

    private void write(AuditEntry... entries) {
        for (AuditEntry entry : entries) {
            TABLES.commit(layout.encode(entry));
        }
    }

    private static AuditEntry largestChange(long sequence) {
        ChangeId id = AuditSamples.id(sequence, "L1");
        return AuditSamples.entry(new Change.Modified(
                id, AuditSamples.at(sequence), AuditSamples.largest(id, 1), AuditSamples.largest(id, 2)));
    }

    private static AuditEntry inserted(ChangeId id, Instant at) {
        return AuditSamples.entry(new Change.Inserted(id, at, AuditSamples.item(id, "text")));
    }

    private static ItemKey key(String list) {
        return AuditSamples.id(1, list).key();
    }

    private List<AuditEntry> ofItem(PageRequest first) {
        return all(first, page -> ofItem(Period.ALL, page));
    }

    private Page<AuditEntry> ofItem(Period period, PageRequest request) {
        SearchPage<Recorded> page = new ItemHistory(TABLES.auditSearch(), AuditSamples.TABLE, key("L1"))
                .changes(period, AuditFilter.ALL, request)
                .page();
        List<AuditEntry> entries = page.entries().stream()
                .map(recorded -> ((AuditRecord.Whole) recorded.record()).entry())
                .toList();
        return new Page<>(entries, page.end(), page.more());
    }

    private List<AuditSummary> ofTable(PageRequest first) {
        return all(first, page -> log.ofTable(AuditSamples.TABLE, ALWAYS, page));
    }

    private static List<String> sequences(Page<AuditEntry> page) {
        return page.entries().stream()
                .map(entry -> entry.change().sequence().digits())
                .toList();
    }

    private static <T> List<T> all(PageRequest first, Function<PageRequest, Page<T>> read) {
        List<T> all = new ArrayList<>();
        Page<T> page = read.apply(first);
        all.addAll(page.entries());
        while (page.more()) {
            page = read.apply(first.after(page.end().orElseThrow()));
            all.addAll(page.entries());
        }
        return all;
    }
}
