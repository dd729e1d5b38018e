package dev.afterimage.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditSamples;
import dev.afterimage.change.ChangeId;
import dev.afterimage.item.Item;
import dev.afterimage.ledger.Buckets;
import dev.afterimage.ledger.Cursor;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import dev.afterimage.projection.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpiryRowsTest {
    private static final Instant RECORDED = Instant.parse("2026-03-04T23:59:59.990Z");
    private static final ExpiryRows ROWS = new ExpiryRows(Optional.of(Duration.ofDays(7)));

    @Test
    void both_kinds_of_events_come_back_as_they_were() {
        ExpiryEvent deleted = ExpirySamples.deleted(7, "L1", RECORDED);
        ExpiryEvent due = ExpirySamples.due(6, "L1", RECORDED);

        assertThat(ExpiryRows.decode(items(ROWS.encode(deleted)))).isEqualTo(deleted);
        assertThat(ExpiryRows.decode(items(ROWS.encode(due)))).isEqualTo(due);
    }

    @Test
    void the_lateness_of_a_deletion_is_a_column() {
        Item row = items(ROWS.encode(ExpirySamples.deleted(7, "L1", RECORDED))).getFirst();

        assertThat(row.number("lateness_seconds").map(Number::intValue)).contains(61);
        assertThat(items(ROWS.encode(ExpirySamples.due(7, "L1", RECORDED)))
                        .getFirst()
                        .has("lateness_seconds"))
                .isFalse();
    }

    @Test
    void what_is_recorded_at_another_time_is_what_would_have_been_encoded_then() {
        Instant later = RECORDED.plusMillis(1_234);
        ChangeId id = AuditSamples.id(9, "L1");
        ExpiryEvent large = new ExpiryEvent.Due(id, AuditSamples.largest(id, 5), ExpirySamples.DUE, RECORDED);
        ExpiryEvent largeLater = new ExpiryEvent.Due(id, large.image(), ExpirySamples.DUE, later);

        assertThat(moved(ROWS.encode(ExpirySamples.deleted(7, "L1", RECORDED)), later))
                .isEqualTo(ROWS.encode(ExpirySamples.deleted(7, "L1", later)));
        assertThat(ROWS.encode(large)).hasSize(2);
        assertThat(moved(ROWS.encode(large), later)).isEqualTo(ROWS.encode(largeLater));
        assertThat(moved(new ExpiryRows().encode(large), later)).isEqualTo(new ExpiryRows().encode(largeLater));
    }

    @Test
    void a_page_behind_an_events_cursor_begins_after_its_place() {
        ExpiryEvent event = ExpirySamples.deleted(7, "L1", RECORDED);
        String place = items(ROWS.encode(event)).getFirst().string("at").orElseThrow();
        Cursor cursor = ExpiryRows.cursor(event);

        assertThat(cursor.place()).isEqualTo(place);
        assertThat(Buckets.Bounds.of(
                                new TimeRange(Instant.EPOCH, RECORDED.plusSeconds(1)),
                                PageRequest.oldest(1).after(cursor))
                        .first())
                .isGreaterThan(place);
    }

    private static List<Write> moved(List<Write> writes, Instant at) {
        return writes.stream()
                .<Write>map(write -> ExpiryRows.recordedAt((Write.Put) write, at))
                .toList();
    }

    private static List<Item> items(List<Write> writes) {
        return AuditSamples.rows(writes);
    }
}
