package dev.afterimage.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditLog;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.AuditSamples;
import dev.afterimage.audit.AuditSummary;
import dev.afterimage.audit.Gap;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.Positions;
import dev.afterimage.lane.ShardId;
import dev.afterimage.ledger.Cursor;
import dev.afterimage.ledger.Page;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LatenessTest {
    private static final Instant NOW = AuditSamples.RECORDED.plus(Duration.ofDays(30));
    private static final Lateness.Verdict FRESH = new Lateness.Verdict.Fresh();
    private static final Lateness.Verdict FOLLOWED = new Lateness.Verdict.Followed();

    @Test
    void a_table_of_which_nothing_was_applied_is_fresh() {
        assertThat(verdict(false)).isEqualTo(FRESH);
        assertThat(verdict(true)).isEqualTo(FRESH);
    }

    @Test
    void a_lane_that_has_only_been_opened_has_applied_nothing() {
        Position opened = Position.start(lane(AuditSamples.TABLE, "s1")).fenced(NOW);

        assertThat(lateness(List.of(opened), true).of(AuditSamples.TABLE, NOW)).isEqualTo(FRESH);
    }

    @Test
    void a_lane_that_has_applied_something_makes_its_table_a_followed_one_and_no_other() {
        List<Position> positions = List.of(applied(lane(AuditSamples.TABLE, "s1")));

        assertThat(lateness(positions, false).of(AuditSamples.TABLE, NOW)).isEqualTo(FOLLOWED);
        assertThat(lateness(positions, false).of(new TableName("lists"), NOW)).isEqualTo(FRESH);
    }

    @Test
    void the_lane_of_a_reading_before_says_nothing() {
        List<Position> positions = List.of(applied(lane(AuditSamples.TABLE, Lane.INTERNAL + "backfill-1-0000")));

        assertThat(lateness(positions, false).of(AuditSamples.TABLE, NOW)).isEqualTo(FRESH);
    }

    @Test
    void items_that_were_inserted_or_loaded_first_were_followed_from_their_first_change_on() {
        assertThat(verdict(
                        false,
                        AuditSamples.inserted(1, "L1", "a"),
                        AuditSamples.modified(2, "L1", "a", "b"),
                        AuditSamples.removed(3, "L1", "b"),
                        AuditSamples.loaded(0, "L2", "a"),
                        AuditSamples.expired(5, "L2", "a")))
                .isEqualTo(FOLLOWED);
    }

    @Test
    void an_item_that_was_there_before_its_first_change_is_too_late_and_named() {
        for (AuditEntry first : List.of(
                AuditSamples.modified(2, "L3", "a", "b"),
                AuditSamples.removed(2, "L3", "a"),
                AuditSamples.expired(2, "L3", "a"))) {
            assertThat(reason(
                            false,
                            AuditSamples.inserted(1, "L1", "a"),
                            AuditSamples.modified(3, "L1", "a", "b"),
                            AuditSamples.inserted(4, "L2", "a"),
                            first))
                    .startsWith(
                            "items/datetime=D1&list_id=L3 was there before its table was followed, and changed since"
                                    + " (change 2): ")
                    .endsWith("Derive the tables anew, and start the backfill before the first worker");
        }
    }

    @Test
    void where_entries_lapse_any_change_is_too_late() {
        assertThat(reason(true, AuditSamples.inserted(1, "L1", "a")))
                .startsWith("changes of items were applied before, and audit entries are not kept");
        assertThat(lateness(List.of(applied(lane(AuditSamples.TABLE, "s1"))), true)
                        .of(AuditSamples.TABLE, NOW))
                .isInstanceOf(Lateness.Verdict.TooLate.class);
    }

    @Test
    void a_second_look_sees_what_has_been_applied_since_the_first_and_not_what_that_has_seen() {
        Lateness late = lateness(List.of(), false, AuditSamples.modified(2, "L3", "a", "b"));

        assertThat(late.since(AuditSamples.CHANGED.plus(Duration.ofDays(1)), AuditSamples.TABLE, NOW))
                .isInstanceOf(Lateness.Verdict.TooLate.class);
        assertThat(late.since(AuditSamples.CHANGED.plus(Duration.ofDays(3)), AuditSamples.TABLE, NOW))
                .isEqualTo(FRESH);
    }

    private static String reason(boolean retained, AuditEntry... entries) {
        assertThat(verdict(retained, entries)).isInstanceOf(Lateness.Verdict.TooLate.class);
        return ((Lateness.Verdict.TooLate) verdict(retained, entries)).reason();
    }

    private static Lateness.Verdict verdict(boolean retained, AuditEntry... entries) {
        return lateness(List.of(), retained, entries).of(AuditSamples.TABLE, NOW);
    }

    private static Lateness lateness(List<Position> positions, boolean retained, AuditEntry... entries) {
        return new Lateness(new Stored(positions), new Log(Arrays.asList(entries)), retained);
    }

    private static Lane lane(TableName table, String shard) {
        return new Lane(table, new ShardId(shard));
    }

    private static Position applied(Lane lane) {
        return new Position(
                lane,
                2,
                Optional.of(SequenceNumber.of("7")),
                Optional.empty(),
                false,
                Optional.of(AuditSamples.CHANGED),
                Optional.of(AuditSamples.RECORDED));
    }

    private record Stored(List<Position> all) implements Positions {
        @Override
        public Position of(Lane lane) {
            throw new UnsupportedOperationException();
        }
    }

    /** A log whose pages have two entries at most. */
    private record Log(List<AuditEntry> entries) implements AuditLog {
        private static final AuditRows ROWS = new AuditRows(Optional.empty());

        private static List<Item> rows(AuditEntry entry) {
            return AuditSamples.rows(ROWS.encode(entry));
        }

        @Override
        public Page<AuditSummary> ofTable(TableName table, TimeRange range, PageRequest page) {
            List<AuditSummary> found = entries.stream()
                    .map(entry -> AuditRows.decodeSummary(rows(entry).getFirst()))
                    .filter(summary -> summary.id().table().equals(table) && range.contains(summary.changedAt()))
                    .toList();
            int from =
                    page.after().map(cursor -> Integer.parseInt(cursor.place())).orElse(0);
            int to = Math.min(found.size(), from + 2);
            return new Page<>(found.subList(from, to), Optional.of(Cursor.of(Integer.toString(to))), to < found.size());
        }

        @Override
        public Iterator<AuditRecord> recordsOf(String item) {
            return entries.stream()
                    .map(entry -> AuditRecord.of(rows(entry)))
                    .filter(record -> record.item().equals(item))
                    .iterator();
        }

        @Override
        public Optional<AuditEntry> entry(ChangeId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Gap> gaps(TableName table) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Iterator<AuditRecord> records() {
            return entries.stream().map(entry -> AuditRecord.of(rows(entry))).iterator();
        }

        @Override
        public List<AuditNote> notes(TableName table, ItemKey key) {
            throw new UnsupportedOperationException();
        }
    }
}
