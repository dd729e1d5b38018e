package dev.afterimage.parking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditSamples;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.Expiry;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.commit.Redrive;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Write;
import dev.afterimage.testing.EveryType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What every {@link ParkingLot} reads of what commits have written. Source tables are named anew for each test, so that
 * all tests may share their tables.
 */
public abstract class ParkingLotContract {
    private static final ProjectionName SUMMARY = new ProjectionName("list_summary");
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07.890Z");

    private final TableName table = new TableName("things-" + UUID.randomUUID());
    private final ParkedItem item = item(SUMMARY, "L1");

    protected abstract ParkingLot lot();

    protected abstract Committer committer();

    @Test
    void nothing_waits_at_first() {
        assertThat(lot().markers(table)).isEmpty();
        assertThat(lot().marker(item)).isEmpty();
        assertThat(changes(item)).isEmpty();
    }

    @Test
    void changes_come_back_whole_and_in_the_order_of_their_numbers() {
        Item image = Item.of(EveryType.attributes()).with("id", AttributeValue.fromS("L1"));
        Change inserted = new Change.Inserted(id("L1", 9), AT, image);
        Change modified = new Change.Modified(id("L1", 10), AT, image, image.without("map"));
        Change loaded = new Change.Loaded(id("L1", 11), AT, image);
        Change removed = new Change.Removed(id("L1", 99), AT, image);
        Change expired = new Change.Expired(
                id("L1", 100), AT, image, new Expiry(Expiry.Origin.SERVICE, Optional.of(AT.minusSeconds(60))));
        for (Change change : List.of(expired, modified, inserted, removed, loaded)) {
            write(ParkedRows.entry(parked(change)));
        }
        write(ParkedRows.entry(parked(new Change.Inserted(id("L10", 12), AT, image))));

        assertThat(changes(item))
                .containsExactly(parked(inserted), parked(modified), parked(loaded), parked(removed), parked(expired));
    }

    @Test
    void changes_are_read_from_a_number_on() {
        for (int sequence : new int[] {9, 10, 100}) {
            write(ParkedRows.entry(parked(
                    new Change.Removed(id("L1", sequence), AT, Item.of(Map.of("id", AttributeValue.fromS("L1")))))));
        }

        for (String first : List.of("10", "11")) {
            List<String> found = new ArrayList<>();
            lot().records(item, SequenceNumber.of(first))
                    .forEachRemaining(parked -> found.add(parked.sequence().digits()));
            assertThat(found).isEqualTo(first.equals("10") ? List.of("10", "100") : List.of("100"));
        }
    }

    @Test
    void the_largest_change_comes_back_whole_and_goes_without_a_trace() {
        ChangeId id = AuditSamples.id(7, "L" + UUID.randomUUID());
        Change largest = new Change.Modified(id, AT, AuditSamples.largest(id, 1), AuditSamples.largest(id, 2));
        ParkedItem of = new ParkedItem(SUMMARY, id.table(), id.key());
        ChangeId next = new ChangeId(id.table(), id.key(), SequenceNumber.of("8"));
        Change small = new Change.Removed(next, AT, AuditSamples.item(id, "small"));
        write(ParkedRows.entry(parked(largest)));
        write(ParkedRows.entry(parked(small)));

        ParkedChange read = changes(of).getFirst();
        assertThat(read.change()).isEqualTo(largest);
        assertThat(read.rows()).isGreaterThan(1);
        commit(List.of(ParkedRows.remove(read)), ParkedRows.removeParts(read));

        assertThat(changes(of)).containsExactly(parked(small));
    }

    @Test
    void the_first_mark_tells_why_the_item_waits_and_later_ones_move_the_tail() {
        Change first = inserted("L1", 99);
        Change second = inserted("L1", 100);
        commit(ParkedRows.mark(item, first, "it fails", Optional.empty(), AT));
        assertThat(lot().marker(item)).contains(new Marker(item, first.sequence(), AT, "it fails", 1));

        commit(ParkedRows.mark(item, second, "it waits", Optional.of(first.sequence()), AT.plusSeconds(9)));

        assertThat(lot().marker(item)).contains(new Marker(item, second.sequence(), AT, "it fails", 2));
    }

    @Test
    void a_mark_is_stale_where_the_tail_is_another() {
        Change first = inserted("L1", 99);
        Change second = inserted("L1", 100);
        assertStale(ParkedRows.mark(item, second, "it waits", Optional.of(first.sequence()), AT));
        commit(ParkedRows.mark(item, first, "it fails", Optional.empty(), AT));

        assertStale(ParkedRows.mark(item, second, "it fails, too", Optional.empty(), AT));
        assertStale(ParkedRows.mark(item, second, "it waits", Optional.of(second.sequence()), AT));
        assertThat(lot().marker(item).orElseThrow().waiting()).isEqualTo(1);
    }

    @Test
    void tells_the_markers_of_one_source_table() {
        TableName other = new TableName(table + ".other");
        ParkedItem elsewhere = new ParkedItem(SUMMARY, other, ItemKey.of("id", "L1"));
        ParkedItem second = item(SUMMARY, "L2");
        ParkedItem forAnother = item(new ProjectionName("user_lists"), "L1");
        for (ParkedItem waiting : List.of(item, second, forAnother, elsewhere)) {
            commit(ParkedRows.mark(waiting, inserted("L1", 7), "it fails", Optional.empty(), AT));
        }

        assertThat(lot().markers(table)).extracting(Marker::item).containsExactlyInAnyOrder(item, second, forAnother);
        assertThat(lot().markers(other)).extracting(Marker::item).containsExactly(elsewhere);
    }

    @Test
    void marks_go_one_by_one_and_the_marker_with_the_last() {
        park(inserted("L1", 7), inserted("L1", 8));
        Marker both = lot().marker(item).orElseThrow();
        commit(ParkedRows.markOneLess(both));
        Marker one = lot().marker(item).orElseThrow();

        assertThat(one).isEqualTo(new Marker(item, both.tail(), both.since(), both.reason(), 1));
        assertStale(ParkedRows.markOneLess(both));
        commit(ParkedRows.markOneLess(one));

        assertThat(lot().marker(item)).isEmpty();
        assertStale(ParkedRows.markOneLess(one));
    }

    @Test
    void the_marker_stays_where_another_change_was_parked_since_it_was_read() {
        park(inserted("L1", 7));
        Marker read = lot().marker(item).orElseThrow();
        commit(ParkedRows.mark(item, inserted("L1", 8), "it waits", Optional.of(read.tail()), AT));

        assertStale(ParkedRows.markOneLess(read));
    }

    @Test
    void a_mark_of_one_less_holds_where_more_were_parked_since_it_was_read() {
        park(inserted("L1", 7), inserted("L1", 8));
        Marker read = lot().marker(item).orElseThrow();
        Change third = inserted("L1", 9);
        commit(ParkedRows.mark(item, third, "it waits", Optional.of(read.tail()), AT));

        commit(ParkedRows.markOneLess(read));

        assertThat(lot().marker(item)).contains(new Marker(item, third.sequence(), read.since(), read.reason(), 2));
    }

    @Test
    void the_reason_can_be_marked_as_long_as_a_change_waits() {
        assertStale(ParkedRows.markReason(item, "it still fails"));
        park(inserted("L1", 7));

        commit(ParkedRows.markReason(item, "it still fails"));

        assertThat(lot().marker(item).orElseThrow().reason()).isEqualTo("it still fails");
    }

    @Test
    void a_change_that_was_touched_since_it_was_read_can_neither_be_updated_nor_removed() {
        write(ParkedRows.entry(parked(inserted("L1", 7))));
        ParkedChange read = changes(item).getFirst();
        ParkedChange failed = read.failed("it still fails", AT.plusSeconds(5));
        commit(ParkedRows.update(read, failed));

        assertThat(changes(item)).containsExactly(failed);
        assertThat(failed.attempts()).isEqualTo(1);
        assertStale(ParkedRows.update(read, read.applied(3, AT)));
        assertStale(ParkedRows.remove(read));
        ParkedChange begun = failed.applied(3, AT.plusSeconds(6));
        commit(ParkedRows.update(failed, begun));
        assertThat(changes(item)).containsExactly(begun);
        assertThat(begun.applied()).isEqualTo(3);
        commit(ParkedRows.remove(begun));
        assertThat(changes(item)).isEmpty();
        assertStale(ParkedRows.remove(begun));
    }

    private void park(Change... changes) {
        Optional<SequenceNumber> behind = Optional.empty();
        for (Change change : changes) {
            commit(ParkedRows.mark(item, change, "it fails", behind, AT));
            behind = Optional.of(change.sequence());
        }
    }

    private static ParkedChange parked(Change change) {
        return new ParkedChange(SUMMARY, change, AT.plusSeconds(1), "it fails", 0, 0, 1);
    }

    private ParkedItem item(ProjectionName projection, String id) {
        return new ParkedItem(projection, table, ItemKey.of("id", id));
    }

    private ChangeId id(String id, long sequence) {
        return new ChangeId(table, ItemKey.of("id", id), SequenceNumber.of(Long.toString(sequence)));
    }

    private Change inserted(String id, long sequence) {
        return new Change.Inserted(id(id, sequence), AT, Item.of(Map.of("id", AttributeValue.fromS(id))));
    }

    private List<ParkedChange> changes(ParkedItem of) {
        List<ParkedChange> changes = new ArrayList<>();
        lot().records(of).forEachRemaining(parked -> changes.add(((ParkedRecord.Whole) parked).change()));
        return changes;
    }

    private void write(List<Write> writes) {
        Change anchor = inserted("anchor-" + UUID.randomUUID(), 1);
        ParkedItem unique = new ParkedItem(SUMMARY, new TableName("anchors"), anchor.key());
        commit(List.of(ParkedRows.mark(unique, anchor, "", Optional.empty(), AT)), writes);
    }

    private void commit(GuardedWrite... guarded) {
        commit(Arrays.asList(guarded), List.of());
    }

    private void commit(List<GuardedWrite> guarded, List<Write> writes) {
        assertThat(committer().commit(new Redrive(guarded, writes))).isInstanceOf(CommitOutcome.Applied.class);
    }

    private void assertStale(GuardedWrite guarded) {
        assertThat(committer().commit(new Redrive(List.of(guarded), List.of())))
                .isInstanceOf(CommitOutcome.Stale.class);
    }
}
