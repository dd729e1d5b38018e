package dev.afterimage.due;

import dev.afterimage.expiry.DueItem;
import dev.afterimage.expiry.DueRows;
import dev.afterimage.expiry.FeedRows;
import dev.afterimage.item.Item;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** What is due, of rows that are in memory. */
public final class InMemoryDueQueues implements DueQueues {
    private final Supplier<List<Item>> rows;

    public InMemoryDueQueues(Supplier<List<Item>> rows) {
        this.rows = rows;
    }

    @Override
    public List<DueItem> head(String queue, Instant until, int most) {
        return rows.get().stream()
                .filter(row -> text(row, FeedRows.QUEUE).equals(queue))
                .filter(row -> text(row, FeedRows.PLACE).compareTo(DueRows.until(until)) <= 0)
                .sorted(Comparator.comparing(row -> text(row, FeedRows.PLACE)))
                .limit(most)
                .map(DueRows::decode)
                .toList();
    }

    private static String text(Item row, String attribute) {
        return row.string(attribute).orElseThrow();
    }
}
