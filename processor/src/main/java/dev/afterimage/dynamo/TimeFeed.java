package dev.afterimage.dynamo;

import dev.afterimage.history.ReadBudget;
import dev.afterimage.history.ReadCost;
import dev.afterimage.history.SearchPage;
import dev.afterimage.item.Item;
import dev.afterimage.ledger.Buckets;
import dev.afterimage.ledger.Cursor;
import dev.afterimage.ledger.Order;
import dev.afterimage.ledger.Page;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import dev.afterimage.ledger.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Reads logs in the order of time: of each day all buckets side by side, merged; of days without entries several at a
 * time, the more the longer nothing comes. Whichever bucket holds the others up is read on, so that all are known up to
 * about the same moment, which is where a page ends whose budget is used up. For one page.
 */
final class TimeFeed {
    private static final int MOST_DAYS = 16;
    private static final int MOST_AT_ONCE = 32;
    private static final int FEWEST_ROWS = 8;
    private static final int DAY = "2026-01-02".length();

    private final Log log;
    private final List<Buckets> logs;
    private final PageRequest page;
    private final RowFilter filter;
    private final ReadBudget budget;
    private final Buckets.Bounds bounds;
    private final Comparator<String> order;
    private final String start;
    private final List<List<Item>> entries = new ArrayList<>();
    private ReadCost cost = ReadCost.NONE;

    /**
     * Where logs stand.
     *
     * @param entryOf the place of the first row of the entry that a row belongs to
     * @param expiresAt the attribute that says when a row lapses
     */
    record Log(
            DynamoDbClient client,
            Rows.Source source,
            Function<Item, String> entryOf,
            String expiresAt,
            InstantSource clock) {
        /** Entries of one log, as their rows. */
        Page<List<Item>> read(Buckets buckets, TimeRange range, PageRequest page) {
            SearchPage<List<Item>> found = read(List.of(buckets), range, page, Optional.empty(), ReadBudget.STANDARD);
            return new Page<>(found.entries(), found.end(), found.more());
        }

        /**
         * Entries of several logs, as their rows.
         *
         * @param wanted which of them; the others are looked at as well
         */
        SearchPage<List<Item>> read(
                List<Buckets> logs, TimeRange range, PageRequest page, Optional<RowFilter> wanted, ReadBudget budget) {
            RowFilter living = RowFilter.living(expiresAt, clock.instant());
            RowFilter filter = wanted.map(living::and).orElse(living);
            return new TimeFeed(this, logs, page, filter, budget, Buckets.Bounds.of(range, page)).read(range);
        }
    }

    /** How the reading of some days ended. */
    private enum End {
        /** Nothing is left of them. */
        READ,
        /** The page has no room for more. */
        FULL,
        /** The budget is used up. */
        CUT
    }

    private TimeFeed(
            Log log, List<Buckets> logs, PageRequest page, RowFilter filter, ReadBudget budget, Buckets.Bounds bounds) {
        this.log = log;
        this.logs = logs;
        this.page = page;
        this.filter = filter;
        this.budget = budget;
        this.bounds = bounds;
        this.order = forward() ? Comparator.naturalOrder() : Comparator.reverseOrder();
        this.start = forward() ? page.after().map(Cursor::place).orElse(before(bounds.first())) : bounds.last();
    }

    private SearchPage<List<Item>> read(TimeRange range) {
        Instant whole = forward() ? range.until() : range.from();
        if (bounds.empty()) {
            return page(page.after(), false, whole);
        }
        LocalDate day = forward() ? bounds.firstDay() : bounds.lastDay();
        for (int days = 1; ; ) {
            List<BucketFeed> feeds = open(day, days);
            int found = entries.size();
            End end = drain(feeds);
            day = day.plusDays(forward() ? days : -days);
            boolean moreDays = forward() ? !day.isAfter(bounds.lastDay()) : !day.isBefore(bounds.firstDay());
            if (end == End.CUT) {
                String place = frontier(feeds);
                return page(Optional.of(Cursor.of(place)), true, timeOf(place));
            }
            if (end == End.FULL && (moreDays || !feeds.stream().allMatch(BucketFeed::done))) {
                return page(lastEntry(), true, timeOf(lastEntry().orElseThrow().place()));
            }
            if (!moreDays) {
                return page(lastEntry().or(page::after), false, whole);
            }
            days = entries.size() == found ? Math.min(MOST_DAYS, 2 * days) : 1;
        }
    }

    private SearchPage<List<Item>> page(Optional<Cursor> end, boolean more, Instant reached) {
        return new SearchPage<>(entries, end, more, reached, cost);
    }

    private Optional<Cursor> lastEntry() {
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(Cursor.of(log.entryOf().apply(entries.getLast().getFirst())));
    }

    /** Takes entries as long as it is certain which is the next. */
    private End drain(List<BucketFeed> feeds) {
        while (true) {
            Optional<BucketFeed> next = feeds.stream()
                    .filter(feed -> feed.head().isPresent())
                    .min(Comparator.comparing(feed -> feed.head().orElseThrow(), order));
            List<BucketFeed> waited = waited(feeds, next.flatMap(BucketFeed::head));
            if (entries.size() == page.limit()) {
                return End.FULL;
            }
            if (!waited.isEmpty()) {
                if (budget.usedUpBy(cost) && (!entries.isEmpty() || order.compare(start, frontier(feeds)) < 0)) {
                    return End.CUT;
                }
                read(waited);
            } else if (next.isPresent()) {
                entries.add(next.get().take());
            } else {
                return End.READ;
            }
        }
    }

    /** The feeds that may have an entry before this one, those that are the least far first. */
    private List<BucketFeed> waited(List<BucketFeed> feeds, Optional<String> head) {
        return feeds.stream()
                .filter(BucketFeed::waits)
                .filter(feed -> head.isEmpty() || order.compare(feed.passed(), head.get()) < 0)
                .sorted(Comparator.comparing(BucketFeed::passed, order))
                .limit(MOST_AT_ONCE)
                .toList();
    }

    /** The place up to which everything is known. */
    private String frontier(List<BucketFeed> feeds) {
        return feeds.stream()
                .filter(BucketFeed::waits)
                .map(BucketFeed::passed)
                .min(order)
                .orElse(start);
    }

    private void read(List<BucketFeed> feeds) {
        List<Callable<ReadCost>> questions =
                feeds.stream().<Callable<ReadCost>>map(feed -> feed::read).toList();
        Together.ask(questions).forEach(one -> cost = cost.plus(one));
    }

    private List<BucketFeed> open(LocalDate first, int days) {
        return Stream.iterate(first, day -> day.plusDays(forward() ? 1 : -1))
                .limit(days)
                .filter(day -> !day.isBefore(bounds.firstDay()) && !day.isAfter(bounds.lastDay()))
                .flatMap(this::open)
                .toList();
    }

    private Stream<BucketFeed> open(LocalDate day) {
        String startOfDay = later(start, forward() ? before(day.toString()) : day + "T23:59:59.999Z~");
        return logs.stream().flatMap(buckets -> buckets.of(day).stream()).map(bucket -> open(bucket, startOfDay));
    }

    private BucketFeed open(String bucket, String startOfDay) {
        PartitionQuery.Bounds places = new PartitionQuery.Bounds(bounds.first(), bounds.last(), page.order());
        PartitionQuery query = new PartitionQuery(log.client(), log.source(), bucket, places, filter);
        int evenly = 2 * page.limit() / (Buckets.A_DAY * logs.size());
        return new BucketFeed(log, query, page, startOfDay, Math.max(FEWEST_ROWS, evenly));
    }

    private String later(String one, String other) {
        return order.compare(one, other) < 0 ? other : one;
    }

    /** A place before every one of the millisecond or day that the text begins with, and behind all earlier ones. */
    private static String before(String time) {
        Instant at = time.length() == DAY
                ? LocalDate.parse(time).atStartOfDay(ZoneOffset.UTC).toInstant()
                : timeOf(time);
        return Timestamp.of(at.minusMillis(1)) + "~";
    }

    private static Instant timeOf(String place) {
        return Instant.parse(Timestamp.in(place));
    }

    private boolean forward() {
        return page.order() == Order.OLDEST_FIRST;
    }
}
