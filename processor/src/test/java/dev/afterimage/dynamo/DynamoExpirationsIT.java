package dev.afterimage.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditSamples;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.Expiry;
import dev.afterimage.expiry.Expirations;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.ledger.Page;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import dev.afterimage.testing.EveryType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClosesAll.class)
class DynamoExpirationsIT {
    private static final EmbeddedTables TABLES = EmbeddedTables.open();
    private static final Instant MIDNIGHT = Instant.parse("2026-03-03T00:00:00Z");
    private static final TimeRange ALWAYS = new TimeRange(MIDNIGHT.minusSeconds(3_600), MIDNIGHT.plusSeconds(3_600));

    private final Expirations expirations = TABLES.expirations();
    private final ExpiryRows layout = new ExpiryRows();

    @BeforeEach
    void empty() {
        TABLES.clear(ExpiryRows.TABLE);
    }

    @AfterAll
    static void close() {
        TABLES.close();
    }

    @Test
    void every_type_comes_back_as_it_was_committed() {
        ChangeId id = AuditSamples.id(1, "L1");
        Expiry expiry = new Expiry(Expiry.Origin.REPLICATED, Optional.of(MIDNIGHT.minusSeconds(61)));
        ExpiryEvent event = new ExpiryEvent.Deleted(
                id,
                AuditSamples.item(id, EveryType.attributes()),
                expiry,
                MIDNIGHT.minusSeconds(1),
                MIDNIGHT.plusMillis(1));

        TABLES.commit(layout.encode(event));

        assertThat(expirations.recorded(ALWAYS, PageRequest.newest(5)).entries())
                .containsExactly(event);
        assertThat(event.lateness()).contains(Duration.ofSeconds(60));
    }

    @Test
    void pages_through_events_as_they_were_recorded_across_midnight() {
        List<ExpiryEvent> events = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            events.add(event(i, MIDNIGHT.plusMillis(i - 15)));
        }
        events.forEach(event -> TABLES.commit(layout.encode(event)));

        for (int limit : List.of(7, 30, 500)) {
            assertThat(all(PageRequest.oldest(limit))).containsExactlyElementsOf(events);
            assertThat(all(PageRequest.newest(limit))).containsExactlyElementsOf(events.reversed());
        }
    }

    @Test
    void the_largest_image_is_kept_whole() {
        ChangeId id = AuditSamples.id(2, "L2");
        ExpiryEvent largest = new ExpiryEvent.Deleted(
                id,
                AuditSamples.largest(id, 3),
                new Expiry(Expiry.Origin.SERVICE, Optional.empty()),
                MIDNIGHT,
                MIDNIGHT.plusMillis(5));
        ExpiryEvent before = event(1, MIDNIGHT.plusMillis(4));
        ExpiryEvent after = event(3, MIDNIGHT.plusMillis(6));
        List.of(before, largest, after).forEach(event -> TABLES.commit(layout.encode(event)));

        assertThat(TABLES.rows(ExpiryRows.TABLE.name())).hasSize(4);
        assertThat(all(PageRequest.oldest(1))).containsExactly(before, largest, after);
        assertThat(all(PageRequest.newest(2))).containsExactly(after, largest, before);
    }

    @Test
    void what_has_lapsed_is_gone_though_dynamodb_has_not_deleted_it() {
        ExpiryRows brief = new ExpiryRows(Optional.of(Duration.ofHours(1)));
        TABLES.commit(brief.encode(event(1, MIDNIGHT)));
        TABLES.commit(layout.encode(event(2, MIDNIGHT)));

        assertThat(expirations.recorded(ALWAYS, PageRequest.oldest(5)).entries())
                .containsExactly(event(2, MIDNIGHT));
    }

    private static ExpiryEvent event(int number, Instant recordedAt) {
        ChangeId id = AuditSamples.id(number, "L" + number);
        Change.Expired change = new Change.Expired(
                id, MIDNIGHT, AuditSamples.item(id, "text"), new Expiry(Expiry.Origin.SERVICE, Optional.of(MIDNIGHT)));
        return ExpiryEvent.of(change, recordedAt);
    }

    private List<ExpiryEvent> all(PageRequest first) {
        Page<ExpiryEvent> page = expirations.recorded(ALWAYS, first);
        List<ExpiryEvent> all = new ArrayList<>(page.entries());
        while (page.more()) {
            page = expirations.recorded(ALWAYS, first.after(page.end().orElseThrow()));
            all.addAll(page.entries());
        }
        return all;
    }
}
