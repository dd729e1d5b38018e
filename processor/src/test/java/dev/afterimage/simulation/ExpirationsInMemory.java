package dev.afterimage.simulation;

import dev.afterimage.expiry.Expirations;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.item.Item;
import dev.afterimage.ledger.Buckets;
import dev.afterimage.ledger.Page;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Expirations whose rows are in memory, read bucket by bucket as DynamoDB does: between two of them others may come in. Each
 * event has one row.
 */
final class ExpirationsInMemory implements Expirations {
    private final Supplier<List<Item>> rows;
    private final Runnable meanwhile;

    ExpirationsInMemory(Supplier<List<Item>> rows, Runnable meanwhile) {
        this.rows = rows;
        this.meanwhile = meanwhile;
    }

    @Override
    public Page<ExpiryEvent> recorded(TimeRange range, PageRequest page) {
        Buckets.Bounds bounds = Buckets.Bounds.of(range, page);
        List<Item> found = new ArrayList<>();
        if (!bounds.empty()) {
            LocalDate day = bounds.firstDay();
            while (!day.isAfter(bounds.lastDay())) {
                for (String bucket : ExpiryRows.BUCKETS.of(day)) {
                    meanwhile.run();
                    rows.get().stream()
                            .filter(row -> text(row, ExpiryRows.BUCKET).equals(bucket))
                            .filter(row -> bounds.first().compareTo(place(row)) < 0
                                    && place(row).compareTo(bounds.last()) < 0)
                            .forEach(found::add);
                }
                day = day.plusDays(1);
            }
        }
        found.sort(Comparator.comparing(ExpirationsInMemory::place));
        List<ExpiryEvent> events = found.stream()
                .limit(page.limit())
                .map(List::of)
                .map(ExpiryRows::decode)
                .toList();
        return new Page<>(
                events,
                events.isEmpty() ? page.after() : Optional.of(ExpiryRows.cursor(events.getLast())),
                found.size() > events.size());
    }

    static String place(Item row) {
        return text(row, ExpiryRows.PLACE);
    }

    private static String text(Item row, String attribute) {
        return row.string(attribute).orElseThrow();
    }
}
