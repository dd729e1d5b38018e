package dev.afterimage.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditEntry.Operation;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.audit.AuditSamples;
import dev.afterimage.audit.AuditSummary;
import dev.afterimage.audit.RowLink;
import dev.afterimage.audit.UndoNote;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.Cursor;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What every search of the audit log does; each test begins with an empty log. */
public abstract class AuditSearchContract {
    protected static final TableName ITEMS = AuditSamples.TABLE;
    protected static final TableName THINGS = new TableName("things");
    protected static final TimeRange DAYS =
            new TimeRange(Instant.parse("2026-03-03T00:00:00Z"), Instant.parse("2026-03-06T00:00:00Z"));

    private static final ItemKey L1 = AuditSamples.id(1, "L1").key();

    protected abstract AuditSearch search();

    protected abstract void write(AuditEntry... entries);

    protected abstract void write(AuditNote note);

    protected abstract void write(UndoNote undo);

    @Test
    void merges_tables_in_the_order_of_time_and_pages_without_loss_or_repetition() {
        Random random = new Random(11);
        List<AuditEntry> all = new ArrayList<>();
        for (int i = 1; i <= 50; i++) {
            Instant at =
                    DAYS.from().plusSeconds(random.nextLong(Duration.ofDays(3).toSeconds()));
            ChangeId id = AuditSamples.id(i, "L" + random.nextInt(9));
            all.add(inserted(i % 3 == 0 ? new ChangeId(THINGS, id.key(), id.sequence()) : id, at));
        }
        write(all.toArray(AuditEntry[]::new));
        write(inserted(
                new ChangeId(new TableName("itemsX"), L1, SequenceNumber.of("1")),
                DAYS.from().plusSeconds(1)));
        List<ChangeId> ordered = all.stream()
                .map(AuditEntry::change)
                .sorted(Comparator.comparing(Change::changedAt).thenComparing(Change::sequence))
                .map(Change::id)
                .toList();
        AuditQuery query = new AuditQuery(List.of(ITEMS, THINGS), DAYS, AuditFilter.ALL);

        for (int limit : List.of(7, 50, 1_000)) {
            assertThat(found(query, PageRequest.newest(limit))).containsExactlyElementsOf(ordered.reversed());
            assertThat(found(query, PageRequest.oldest(limit))).containsExactlyElementsOf(ordered);
        }
        assertThat(found(new AuditQuery(List.of(THINGS), DAYS, AuditFilter.ALL), PageRequest.newest(5)))
                .hasSize(16);
    }

    @Test
    void a_row_leads_to_the_changes_that_wrote_it_and_to_no_other_in_pages() {
        RowKey row = new RowKey(new TableName("titles"), ItemKey.of("id", "L1"));
        RowKey long1 = new RowKey(new TableName("titles"), ItemKey.of("id", "x".repeat(2_000) + "1"));
        RowKey long2 = new RowKey(new TableName("titles"), ItemKey.of("id", "x".repeat(2_000) + "2"));
        List<ChangeId> wrote = new ArrayList<>();
        for (int i = 1; i <= 25; i++) {
            ChangeId id = new ChangeId(i % 2 == 0 ? ITEMS : THINGS, L1, SequenceNumber.of(Integer.toString(i / 2 + 1)));
            Change change = inserted(id, DAYS.from().plusSeconds(i / 3)).change();
            write(new AuditEntry(
                    change, AuditSamples.RECORDED, Optional.empty(), List.of(row, i < 20 ? long1 : long2)));
            wrote.add(id);
        }

        for (int limit : List.of(1, 7, 100)) {
            assertThat(changesOf(row, PageRequest.newest(limit))).containsExactlyInAnyOrderElementsOf(wrote);
            assertThat(changesOf(row, PageRequest.oldest(limit)))
                    .containsExactlyElementsOf(
                            changesOf(row, PageRequest.newest(limit)).reversed());
        }
        assertThat(changesOf(long2, PageRequest.newest(10))).containsExactlyInAnyOrderElementsOf(wrote.subList(19, 25));
        assertThat(search().ofRow(row, PageRequest.newest(100)).entries())
                .isSortedAccordingTo(Comparator.comparing(RowLink::changedAt).reversed());
        assertThat(changesOf(new RowKey(new TableName("titles"), ItemKey.of("id", "L2")), PageRequest.newest(9)))
                .isEmpty();
        assertThatThrownBy(() -> search().ofRow(row, PageRequest.newest(1).after(Cursor.of("0".repeat(40)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no cursor");
    }

    private List<ChangeId> changesOf(RowKey row, PageRequest first) {
        List<ChangeId> found = new ArrayList<>();
        PageRequest request = first;
        while (true) {
            SearchPage<RowLink> page = search().ofRow(row, request);
            page.entries().forEach(link -> found.add(link.id()));
            if (!page.more()) {
                return found;
            }
            request = first.after(page.end().orElseThrow());
        }
    }

    @Test
    void finds_by_operation_actor_and_changed_attribute() {
        AuditEntry inserted = AuditSamples.inserted(1, "L1", "milk");
        AuditEntry modified = by("ann", AuditSamples.modified(2, "L1", "milk", "bread"));
        AuditEntry done = by("ann", changed(3, "L1", Map.of("done", AttributeValue.fromBool(true))));
        AuditEntry expired = AuditSamples.expired(4, "L1", "bread");
        write(inserted, modified, done, expired);

        assertThat(numbers(new AuditFilter(
                        Set.of(Operation.INSERT, Operation.EXPIRE), Optional.empty(), Optional.empty())))
                .containsExactly(4L, 1L);
        assertThat(numbers(new AuditFilter(Set.of(), Optional.of("ann"), Optional.empty())))
                .containsExactly(3L, 2L);
        assertThat(numbers(new AuditFilter(Set.of(), Optional.empty(), Optional.of("description"))))
                .containsExactly(4L, 2L, 1L);
        assertThat(numbers(new AuditFilter(Set.of(Operation.MODIFY), Optional.of("ann"), Optional.of("done"))))
                .containsExactly(3L);
        assertThat(numbers(new AuditFilter(Set.of(), Optional.of("nobody"), Optional.empty())))
                .isEmpty();
    }

    @Test
    void finds_by_a_changed_attribute_that_the_index_has_no_room_to_name() {
        Map<String, AttributeValue> wide = new HashMap<>();
        IntStream.range(100, 300).forEach(i -> wide.put("attribute_" + i, AttributeValue.fromN("1")));
        write(changed(1, "L1", wide), AuditSamples.inserted(2, "L1", "milk"));
        wide.remove("attribute_299");
        write(changed(3, "L1", wide));

        assertThat(numbers(changing("attribute_299"))).containsExactly(1L);
        assertThat(numbers(changing("attribute_298"))).containsExactly(3L, 1L);
        assertThat(numbers(changing("attribute_100"))).containsExactly(3L, 1L);
        assertThat(numbers(changing("attribute_0"))).isEmpty();
        assertThat(numbers(changing("zzz"))).isEmpty();
    }

    @Test
    void an_items_changes_come_in_their_order_in_pages_also_where_entries_have_several_rows() {
        List<AuditEntry> all = new ArrayList<>();
        for (int i = 1; i <= 11; i++) {
            ChangeId id = AuditSamples.id(i, "L1");
            all.add(
                    i == 5
                            ? AuditSamples.entry(new Change.Modified(
                                    id, AuditSamples.at(i), AuditSamples.largest(id, 1), AuditSamples.largest(id, 2)))
                            : AuditSamples.inserted(i, "L1", "text " + i));
        }
        write(all.toArray(AuditEntry[]::new));
        write(AuditSamples.inserted(5, "L10", "another item"), AuditSamples.inserted(5, "L", "and another"));

        for (int limit : List.of(1, 4, 100)) {
            assertThat(ofItem(Span.ALL, AuditFilter.ALL, PageRequest.oldest(limit)))
                    .containsExactlyElementsOf(all);
            assertThat(ofItem(Span.ALL, AuditFilter.ALL, PageRequest.newest(limit)))
                    .containsExactlyElementsOf(all.reversed());
        }
        assertThat(ofItem(span(3, 7), AuditFilter.ALL, PageRequest.newest(2)))
                .containsExactlyElementsOf(all.subList(3, 7).reversed());
        assertThat(ofItem(span(3, 7), changing("bytes"), PageRequest.oldest(2))).containsExactly(all.get(4));
    }

    @Test
    void refuses_the_cursor_of_another_search() {
        write(AuditSamples.inserted(1, "L1", "milk"));
        AuditQuery query = new AuditQuery(List.of(ITEMS), DAYS, AuditFilter.ALL);
        Cursor ofItem = search().ofItem(ITEMS, L1, Span.ALL, AuditFilter.ALL, PageRequest.newest(1))
                .end()
                .orElseThrow();
        Cursor byTime = search().byTime(query, PageRequest.newest(1)).end().orElseThrow();

        assertThatThrownBy(() -> search().byTime(query, PageRequest.newest(1).after(ofItem)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cursor");
        assertThatThrownBy(() -> search().ofItem(
                                ITEMS,
                                L1,
                                Span.ALL,
                                AuditFilter.ALL,
                                PageRequest.newest(1).after(byTime)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cursor");
    }

    @Test
    void tells_the_changes_next_to_a_number_that_no_change_has() {
        ChangeId id = AuditSamples.id(20, "L1");
        write(
                AuditSamples.inserted(10, "L1", "milk"),
                AuditSamples.entry(new Change.Modified(
                        id, AuditSamples.at(20), AuditSamples.largest(id, 1), AuditSamples.largest(id, 2))),
                AuditSamples.inserted(30, "L1", "milk"));

        assertThat(search().last(ITEMS, L1, Optional.empty()).value()).contains(stamp(30));
        assertThat(search().last(ITEMS, L1, number(29)).value()).contains(stamp(20));
        assertThat(search().last(ITEMS, L1, number(20)).value()).contains(stamp(20));
        assertThat(search().last(ITEMS, L1, number(9)).value()).isEmpty();
        assertThat(search().first(ITEMS, L1, Optional.empty()).value()).contains(stamp(10));
        assertThat(search().first(ITEMS, L1, number(10)).value()).contains(stamp(20));
        assertThat(search().first(ITEMS, L1, number(20)).value()).contains(stamp(30));
        assertThat(search().first(ITEMS, L1, number(30)).value()).isEmpty();
        assertThat(search().entry(id).value()).isPresent();
        assertThat(search().entry(AuditSamples.id(21, "L1")).value()).isEmpty();
    }

    @Test
    void what_a_repair_wrote_is_apart_from_the_change_before_it() {
        AuditEntry large = AuditSamples.entry(new Change.Inserted(
                AuditSamples.id(1, "L1"), AuditSamples.at(1), AuditSamples.largest(AuditSamples.id(1, "L1"), 7)));
        AuditEntry repair = AuditSamples.repaired(1, "L1", Optional.of("milk"), Optional.of("bread"));
        AuditEntry next = AuditSamples.modified(2, "L1", "bread", "jam");
        SequenceNumber place = repair.change().sequence();
        write(large, repair, next);
        write(note(1));
        write(note(2));

        assertThat(search().entry(large.change().id()).value()).contains(large);
        assertThat(search().entry(repair.change().id()).value()).contains(repair);
        assertThat(search().last(ITEMS, L1, number(1)).value()).contains(stamp(1));
        assertThat(search().first(ITEMS, L1, number(1)).value()).contains(new Stamp(place, AuditSamples.at(1)));
        assertThat(search().first(ITEMS, L1, Optional.of(place)).value()).contains(stamp(2));
        assertThat(ofItem(span(0, 1), AuditFilter.ALL, PageRequest.newest(1))).containsExactly(large);
        assertThat(ofItem(span(1, 2), AuditFilter.ALL, PageRequest.newest(1))).containsExactly(next, repair);
        assertThat(ofItem(Span.ALL, AuditFilter.ALL, PageRequest.oldest(1))).containsExactly(large, repair, next);
        assertThat(search().notes(ITEMS, L1, number(1).orElseThrow(), number(1).orElseThrow())
                        .value())
                .containsExactly(note(1));
        ItemHistory history = new ItemHistory(search(), ITEMS, L1);
        assertThat(history.asOf(new Target.Before(number(2).orElseThrow())).value())
                .isEqualTo(new AsOf.Since(
                        repair.change().after(), new Stamp(place, AuditSamples.at(1)), Optional.of(stamp(2))));
        assertThat(history.asOf(new Target.At(AuditSamples.at(1))).value())
                .isEqualTo(new AsOf.Since(
                        repair.change().after(), new Stamp(place, AuditSamples.at(1)), Optional.of(stamp(2))));
    }

    @Test
    void finds_what_operators_decided_on_some_changes() {
        for (int i : List.of(1, 2, 3, 4)) {
            write(note(i));
        }

        assertThat(search().notes(
                                ITEMS,
                                L1,
                                AuditSamples.id(2, "").sequence(),
                                AuditSamples.id(3, "").sequence())
                        .value())
                .containsExactly(note(2), note(3));
    }

    @Test
    void undos_stand_beside_the_changes_and_disturb_nobody_who_reads_them() {
        write(AuditSamples.inserted(1, "L1", "milk"), AuditSamples.modified(2, "L1", "milk", "bread"));
        AuditEntry back = AuditSamples.modified(3, "L1", "bread", "milk");
        write(back);
        UndoNote done = undo(3, back.change().after(), UndoNote.Outcome.DONE);
        UndoNote failed = undo(5, Optional.empty(), UndoNote.Outcome.FAILED);
        write(done);
        write(failed);

        ItemChanges changes =
                new ItemHistory(search(), ITEMS, L1).changes(Period.ALL, AuditFilter.ALL, PageRequest.newest(10));

        assertThat(changes.undos()).containsExactly(failed, done);
        assertThat(changes.page().entries())
                .extracting(found -> number(found.record()), Recorded::undo)
                .containsExactly(
                        tuple(3L, Optional.of(done)), tuple(2L, Optional.empty()), tuple(1L, Optional.empty()));
        assertThat(search().undos(ITEMS, AuditSamples.id(1, "L10").key()).value())
                .isEmpty();
    }

    private static UndoNote undo(long second, Optional<Item> image, UndoNote.Outcome outcome) {
        return new UndoNote(
                ITEMS,
                L1,
                AuditSamples.at(second),
                "ann",
                Optional.of("a bad deploy"),
                Optional.of(SequenceNumber.of("1")),
                Fingerprint.of(image).text(),
                outcome,
                Optional.of("detail"));
    }

    @Test
    void an_items_changes_are_limited_to_a_time() {
        for (long i = 1; i <= 12; i++) {
            write(AuditSamples.inserted(i * i * 1_000, "L1", "text"));
        }
        ItemHistory history = new ItemHistory(search(), ITEMS, L1);
        Period period = new Period(Optional.of(AuditSamples.at(4_000)), Optional.of(AuditSamples.at(81_000)));

        assertThat(all(
                        PageRequest.newest(2),
                        page -> history.changes(period, AuditFilter.ALL, page).page()))
                .extracting(found -> number(found.record()))
                .containsExactly(64_000L, 49_000L, 36_000L, 25_000L, 16_000L, 9_000L, 4_000L);
        Period before = new Period(Optional.empty(), Optional.of(AuditSamples.at(1_000)));
        assertThat(history.changes(before, AuditFilter.ALL, PageRequest.newest(5))
                        .page()
                        .entries())
                .isEmpty();
        Period after = new Period(Optional.of(AuditSamples.at(150_000)), Optional.empty());
        assertThat(history.changes(after, AuditFilter.ALL, PageRequest.newest(5))
                        .page()
                        .entries())
                .isEmpty();
    }

    protected static AuditFilter changing(String attribute) {
        return new AuditFilter(Set.of(), Optional.empty(), Optional.of(attribute));
    }

    private static AuditNote note(long sequence) {
        return new AuditNote(
                AuditSamples.id(sequence, "L1"),
                AuditSamples.RECORDED,
                AuditNote.Action.REDRIVEN,
                new ProjectionName("list_summary"),
                Optional.of("ann"),
                Optional.empty(),
                List.of());
    }

    private static Span span(long after, long upTo) {
        return new Span(number(after), number(upTo));
    }

    private static Optional<SequenceNumber> number(long sequence) {
        return Optional.of(AuditSamples.id(sequence, "").sequence());
    }

    private static Stamp stamp(long sequence) {
        return new Stamp(number(sequence).orElseThrow(), AuditSamples.at(sequence));
    }

    private static AuditEntry changed(long sequence, String list, Map<String, AttributeValue> to) {
        ChangeId id = AuditSamples.id(sequence, list);
        return AuditSamples.entry(new Change.Modified(
                id,
                AuditSamples.at(sequence),
                AuditSamples.item(id, "same"),
                AuditSamples.item(id, to).with("description", AttributeValue.fromS("same"))));
    }

    private static AuditEntry by(String actor, AuditEntry entry) {
        return new AuditEntry(entry.change(), entry.recordedAt(), Optional.of(actor), entry.rows());
    }

    protected static AuditEntry inserted(ChangeId id, Instant at) {
        return AuditSamples.entry(new Change.Inserted(id, at, Item.of(id.key().attributes())));
    }

    private List<Long> numbers(AuditFilter filter) {
        List<Long> byTime = found(new AuditQuery(List.of(ITEMS), DAYS, filter), PageRequest.newest(2)).stream()
                .map(id -> Long.parseLong(id.sequence().digits()))
                .toList();
        List<Long> ofItem = ofItem(Span.ALL, filter, PageRequest.newest(2)).stream()
                .map(entry -> Long.parseLong(entry.change().sequence().digits()))
                .toList();
        assertThat(ofItem).isEqualTo(byTime);
        return byTime;
    }

    protected List<ChangeId> found(AuditQuery query, PageRequest first) {
        return all(first, page -> search().byTime(query, page)).stream()
                .map(AuditSummary::id)
                .toList();
    }

    private List<AuditEntry> ofItem(Span span, AuditFilter filter, PageRequest first) {
        return all(first, page -> search().ofItem(ITEMS, L1, span, filter, page)).stream()
                .map(record -> ((AuditRecord.Whole) record).entry())
                .toList();
    }

    private static long number(AuditRecord record) {
        return Long.parseLong(record.sequence());
    }

    private static <T> List<T> all(PageRequest first, Function<PageRequest, SearchPage<T>> read) {
        List<T> all = new ArrayList<>();
        SearchPage<T> page = read.apply(first);
        all.addAll(page.entries());
        while (page.more()) {
            assertThat(page.end()).isPresent();
            assertThat(page.entries().size()).isLessThanOrEqualTo(first.limit());
            page = read.apply(first.after(page.end().orElseThrow()));
            all.addAll(page.entries());
        }
        return all;
    }
}
