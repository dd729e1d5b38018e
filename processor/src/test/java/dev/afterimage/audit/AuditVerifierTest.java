package dev.afterimage.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.Page;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class AuditVerifierTest {
    private static final Instant NOW = AuditSamples.RECORDED.plus(Duration.ofDays(1));

    @Test
    void finds_nothing_in_an_empty_log() {
        assertThat(verify()).isEqualTo(new AuditVerifier.Report(0, 0, 0, Optional.empty()));
    }

    @Test
    void a_log_whose_images_follow_from_each_other_is_continuous() {
        AuditVerifier.Report report = verify(
                whole(AuditSamples.inserted(1, "L1", "milk")),
                whole(AuditSamples.modified(2, "L1", "milk", "bread")),
                whole(AuditSamples.removed(5, "L1", "bread")),
                whole(AuditSamples.inserted(9, "L1", "eggs")),
                whole(AuditSamples.expired(12, "L1", "eggs")),
                whole(AuditSamples.inserted(13, "L1", "salt")),
                whole(AuditSamples.inserted(3, "L2", "milk")));

        assertThat(report).isEqualTo(new AuditVerifier.Report(7, 2, 0, Optional.empty()));
    }

    @Test
    void an_item_may_be_older_than_the_log() {
        assertThat(verify(whole(AuditSamples.modified(2, "L1", "milk", "bread")))
                        .continuous())
                .isTrue();
        assertThat(verify(whole(AuditSamples.removed(2, "L1", "milk"))).continuous())
                .isTrue();
    }

    @Test
    void a_baseline_may_come_at_any_time_and_what_follows_goes_on_from_it() {
        assertThat(verify(
                                whole(AuditSamples.inserted(1, "L1", "milk")),
                                whole(AuditSamples.loaded(2, "L1", "bread")),
                                whole(AuditSamples.modified(3, "L1", "bread", "eggs")))
                        .continuous())
                .isTrue();
    }

    @Test
    void images_that_mean_the_same_follow_from_each_other() {
        ChangeId first = AuditSamples.id(1, "L1");
        ChangeId second = AuditSamples.id(2, "L1");
        Item one = AuditSamples.item(
                first, Map.of("n", AttributeValue.fromN("1.0"), "tags", AttributeValue.fromSs(List.of("a", "b"))));
        Item same = AuditSamples.item(
                first, Map.of("n", AttributeValue.fromN("1"), "tags", AttributeValue.fromSs(List.of("b", "a"))));

        assertThat(verify(
                                whole(AuditSamples.entry(new Change.Inserted(first, AuditSamples.CHANGED, one))),
                                whole(AuditSamples.entry(new Change.Removed(second, AuditSamples.CHANGED, same))))
                        .continuous())
                .isTrue();
    }

    @Test
    void reports_the_first_entry_that_does_not_follow_and_what_differs() {
        AuditVerifier.Report report = verify(
                whole(AuditSamples.inserted(1, "L1", "milk")),
                whole(AuditSamples.modified(3, "L1", "bread", "eggs")),
                whole(AuditSamples.modified(4, "L1", "wine", "eggs")));

        assertThat(report.firstBreak())
                .contains(new AuditBreak(
                        "items#datetime=D1&list_id=L1",
                        "0".repeat(39) + "1",
                        "0".repeat(39) + "3",
                        "its old image is not the new image of the entry before: they differ in description"));
    }

    @Test
    void reports_a_change_of_what_was_removed() {
        assertThat(reason(
                        whole(AuditSamples.removed(1, "L1", "milk")),
                        whole(AuditSamples.modified(2, "L1", "milk", "bread"))))
                .isEqualTo("it changes an item that the entry before removed");
    }

    @Test
    void reports_an_insert_of_what_is_there() {
        assertThat(reason(
                        whole(AuditSamples.inserted(1, "L1", "milk")), whole(AuditSamples.inserted(2, "L1", "bread"))))
                .isEqualTo("it inserts an item that the entry before left in place");
    }

    @Test
    void reports_what_is_damaged() {
        assertThat(reason(
                        whole(AuditSamples.inserted(1, "L1", "milk")),
                        new AuditRecord.Damaged("items#datetime=D1&list_id=L1", "2", "gone", Optional.empty())))
                .isEqualTo("gone");
    }

    @Test
    void what_has_lapsed_counts_as_gone() {
        Optional<Instant> lapsed = Optional.of(NOW);

        assertThat(verify(
                                whole(AuditSamples.inserted(1, "L1", "milk"), lapsed),
                                whole(AuditSamples.removed(3, "L1", "bread"), lapsed),
                                new AuditRecord.Damaged("items#datetime=D1&list_id=L1", "4", "gone", lapsed),
                                whole(AuditSamples.modified(5, "L1", "eggs", "salt"), Optional.of(NOW.plusSeconds(1))),
                                whole(AuditSamples.removed(6, "L1", "salt"), Optional.of(NOW.plusSeconds(2))))
                        .continuous())
                .isTrue();
    }

    @Test
    void a_break_that_is_gone_when_the_item_is_read_again_is_none() {
        AuditRecord first = whole(AuditSamples.inserted(1, "L1", "milk"));
        AuditRecord second = whole(AuditSamples.modified(2, "L1", "milk", "bread"));
        AuditRecord third = whole(AuditSamples.removed(3, "L1", "bread"));

        AuditLog log = new Records(List.of(first, third), List.of(first, second, third));

        assertThat(new AuditVerifier(log).verify(NOW).continuous()).isTrue();
    }

    private static AuditRecord whole(AuditEntry entry) {
        return whole(entry, Optional.empty());
    }

    private static AuditRecord whole(AuditEntry entry, Optional<Instant> expiresAt) {
        Change change = entry.change();
        return new AuditRecord.Whole(
                change.table() + "#" + change.key().canonical(),
                change.sequence().padded(),
                entry,
                expiresAt);
    }

    @Test
    void an_entry_behind_a_gap_of_its_table_need_not_go_on_where_the_one_before_ended() {
        List<AuditRecord> records = List.of(
                whole(AuditSamples.inserted(1, "L1", "milk")),
                whole(AuditSamples.modified(3, "L1", "bread", "eggs")),
                whole(AuditSamples.modified(4, "L1", "eggs", "salt")));
        TableName table = AuditSamples.id(1, "L1").table();

        assertThat(verify(records, Gap.of(table, "shard s was trimmed", AuditSamples.RECORDED)))
                .isEqualTo(new AuditVerifier.Report(3, 1, 1, Optional.empty()));
        assertThat(verify(records, Gap.of(new TableName("another"), "shard s was trimmed", AuditSamples.RECORDED))
                        .continuous())
                .isFalse();
        assertThat(verify(records, Gap.of(table, "shard s was trimmed", NOW)).continuous())
                .isFalse();
    }

    private static AuditVerifier.Report verify(List<AuditRecord> records, Gap gap) {
        return new AuditVerifier(new Records(records, records, List.of(gap))).verify(NOW);
    }

    private static String reason(AuditRecord... records) {
        return verify(records).firstBreak().orElseThrow().reason();
    }

    private static AuditVerifier.Report verify(AuditRecord... records) {
        return new AuditVerifier(new Records(List.of(records), List.of(records))).verify(NOW);
    }

    /** A log of these records, which may look otherwise when an item is read again. */
    private record Records(List<AuditRecord> scanned, List<AuditRecord> readAgain, List<Gap> found)
            implements AuditLog {
        Records(List<AuditRecord> scanned, List<AuditRecord> readAgain) {
            this(scanned, readAgain, List.of());
        }

        @Override
        public List<Gap> gaps(TableName table) {
            return found.stream().filter(gap -> gap.table().equals(table)).toList();
        }

        @Override
        public Iterator<AuditRecord> records() {
            return scanned.iterator();
        }

        @Override
        public Iterator<AuditRecord> recordsOf(String item) {
            Stream<AuditRecord> records =
                    readAgain.stream().filter(record -> record.item().equals(item));
            return records.iterator();
        }

        @Override
        public Page<AuditSummary> ofTable(TableName table, TimeRange range, PageRequest page) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<AuditEntry> entry(ChangeId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<AuditNote> notes(TableName table, ItemKey key) {
            throw new UnsupportedOperationException();
        }
    }
}
