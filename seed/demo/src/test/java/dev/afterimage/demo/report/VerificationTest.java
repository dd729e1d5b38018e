package dev.afterimage.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VerificationTest {
    private static final StreamRecord WRITTEN = record(1, false);
    private static final StreamRecord LAPSED = record(2, true);

    @Test
    void each_record_once_in_the_log_is_right() {
        Finding finding = Verification.audited(List.of(WRITTEN, LAPSED), List.of(entry(2), entry(1)));

        assertThat(finding.problems()).isEmpty();
    }

    @Test
    void a_record_that_is_not_in_the_log_is_missing() {
        Finding finding = Verification.audited(List.of(WRITTEN, LAPSED), List.of(entry(1)));

        assertThat(finding.problems()).containsExactly(entry(2) + " is missing");
    }

    @Test
    void an_entry_that_no_record_stands_for_is_one_too_many() {
        Finding finding = Verification.audited(List.of(WRITTEN), List.of(entry(1), entry(3)));

        assertThat(finding.problems()).containsExactly(entry(3) + " is there but not in the streams");
    }

    @Test
    void an_entry_that_is_there_twice_is_one_too_many() {
        Finding finding = Verification.audited(List.of(WRITTEN), List.of(entry(1), entry(1)));

        assertThat(finding.problems()).hasSize(1);
    }

    @Test
    void a_ttl_delete_needs_its_event() {
        Finding finding = Verification.expired(List.of(WRITTEN, LAPSED), List.of());

        assertThat(finding.problems()).containsExactly(entry(2) + " has no event");
    }

    @Test
    void a_delete_by_a_user_must_have_no_event() {
        Finding finding = Verification.expired(List.of(WRITTEN, LAPSED), List.of(entry(1), entry(2)));

        assertThat(finding.problems()).containsExactly(entry(1) + " has one too many");
    }

    @Test
    void views_with_the_rows_that_they_must_hold_are_right() {
        assertThat(Verification.views(Map.of("view", Set.of(row("1"))), Map.of("view", Set.of(row("1"))))
                        .holds())
                .isTrue();
    }

    @Test
    void a_row_with_another_count_is_told_from_both_sides() {
        Finding finding = Verification.views(Map.of("view", Set.of(row("1"))), Map.of("view", Set.of(row("2"))));

        assertThat(finding.problems()).containsExactly("view lacks {count=1}", "view holds {count=2}");
    }

    private static Row row(String count) {
        return new Row(new TreeMap<>(Map.of("count", count)));
    }

    private static String entry(int sequence) {
        return Verification.entry(
                "lists#id=L1", SequenceNumber.of(Integer.toString(sequence)).padded());
    }

    private static StreamRecord record(int sequence, boolean expiry) {
        ChangeId id = new ChangeId(
                new TableName("lists"), ItemKey.of("id", "L1"), SequenceNumber.of(Integer.toString(sequence)));
        return new StreamRecord(id, expiry);
    }
}
