package dev.afterimage.dynamo;

import dev.afterimage.item.Item;
import dev.afterimage.ledger.Buckets;
import dev.afterimage.ledger.Cursor;
import dev.afterimage.ledger.Entries;
import dev.afterimage.ledger.Order;
import dev.afterimage.ledger.Page;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads a log in the order of time: day after day, and of each day its buckets side by side, merged. For one page.
 */
final class TimeFeed {
    /** A page that has met so many days without entries ends, so that no call takes for ever. */
    private static final int EMPTY_DAYS = 32;

    private final Log log;
    private final PageRequest page;
    private final Buckets.Bounds bounds;
    private final List<List<Item>> entries = new ArrayList<>();

    /**
     * The log to read.
     *
     * @param entryOf the place of the first row of the entry that a row belongs to
     * @param expiresAt the attribute that says when a row lapses
     */
    record Log(Rows rows, Rows.Source source, Function<Item, String> entryOf, String expiresAt) {
        /** Entries as their rows. */
        Page<List<Item>> read(Buckets buckets, TimeRange range, PageRequest page) {
            return new TimeFeed(this, range, page).read(buckets);
        }
    }

    private TimeFeed(Log log, TimeRange range, PageRequest page) {
        this.log = log;
        this.page = page;
        this.bounds = Buckets.Bounds.of(range, page);
    }

    private Page<List<Item>> read(Buckets buckets) {
        if (bounds.empty()) {
            return pageUntil(page.after(), false);
        }
        int emptyDays = 0;
        for (LocalDate day = firstDay(); ; day = day.plusDays(forward() ? 1 : -1)) {
            int before = entries.size();
            boolean moreOfDay = read(buckets, day);
            boolean lastDay = day.equals(forward() ? bounds.lastDay() : bounds.firstDay());
            if (entries.size() == page.limit() || lastDay) {
                return pageUntil(end(), moreOfDay || !lastDay);
            }
            emptyDays = entries.size() == before ? emptyDays + 1 : 0;
            if (emptyDays == EMPTY_DAYS) {
                return pageUntil(Optional.of(Buckets.behind(day, page.order())), true);
            }
        }
    }

    /** Takes a day's entries, as many as the page has room for; answers whether the day has more. */
    private boolean read(Buckets buckets, LocalDate day) {
        Entries entriesOfDay = new Entries(rowsOf(buckets, day), log.entryOf()::apply);
        while (entriesOfDay.hasNext() && entries.size() < page.limit()) {
            entries.add(entriesOfDay.next());
        }
        return entriesOfDay.hasNext();
    }

    private Page<List<Item>> pageUntil(Optional<Cursor> end, boolean more) {
        return new Page<>(entries, end, more);
    }

    private boolean forward() {
        return page.order() == Order.OLDEST_FIRST;
    }

    private LocalDate firstDay() {
        return forward() ? bounds.firstDay() : bounds.lastDay();
    }

    private Iterator<Item> rowsOf(Buckets buckets, LocalDate day) {
        int atOnce = page.limit() - entries.size() + 1;
        Rows.Range range = new Rows.Range(bounds.first(), bounds.last(), page.order(), atOnce);
        Comparator<Item> byPlace = Comparator.comparing(this::place);
        return new Merge(
                buckets.of(day).stream()
                        .map(bucket -> log.rows().living(log.source(), bucket, range, log.expiresAt()))
                        .toList(),
                forward() ? byPlace : byPlace.reversed(),
                row -> !isCursor(row));
    }

    /** A range in DynamoDB includes both of its ends, but a page begins after its cursor. */
    private boolean isCursor(Item row) {
        return page.after().filter(cursor -> cursor.place().equals(place(row))).isPresent();
    }

    private String place(Item row) {
        return row.string(log.source().sort()).orElse("");
    }

    private Optional<Cursor> end() {
        return entries.isEmpty()
                ? page.after()
                : Optional.of(Cursor.of(log.entryOf().apply(entries.getLast().getFirst())));
    }
}
