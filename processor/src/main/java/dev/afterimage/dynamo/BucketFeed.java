package dev.afterimage.dynamo;

import dev.afterimage.history.ReadCost;
import dev.afterimage.item.Item;
import dev.afterimage.ledger.Cursor;
import dev.afterimage.ledger.Order;
import dev.afterimage.ledger.PageRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The entries of one bucket, read on as they are asked for. For one thread at a time. */
final class BucketFeed {
    private static final int MOST_ROWS = 512;

    private final PartitionQuery query;
    private final String sort;
    private final Function<Item, String> entryOf;
    private final PageRequest page;
    private final Deque<List<Item>> entries = new ArrayDeque<>();
    private List<Item> unfinished = new ArrayList<>();
    private String passed;
    private int atOnce;

    /**
     * A feed of a log.
     *
     * @param start comes before every place in the bucket, in the order of reading
     * @param atOnce how many rows to look at first; twice as many each time it goes on
     */
    BucketFeed(TimeFeed.Log log, PartitionQuery query, PageRequest page, String start, int atOnce) {
        this.query = query;
        this.sort = log.source().sort();
        this.entryOf = log.entryOf();
        this.page = page;
        this.passed = start;
        this.atOnce = Math.min(MOST_ROWS, atOnce);
    }

    /** Looks at some more rows; answers what that cost. */
    ReadCost read() {
        PartitionQuery.Answer answer = query.next(atOnce);
        atOnce = Math.min(MOST_ROWS, 2 * atOnce);
        answer.rows().stream().filter(row -> !isCursor(row)).forEach(this::add);
        answer.passed().ifPresentOrElse(this::passedBy, this::finish);
        return answer.cost();
    }

    private void add(Item row) {
        if (!unfinished.isEmpty() && !entryOf.apply(unfinished.getFirst()).equals(entryOf.apply(row))) {
            finish();
        }
        unfinished.add(row);
        if (page.order() == Order.NEWEST_FIRST && row.string(sort).equals(Optional.of(entryOf.apply(row)))) {
            finish();
        }
    }

    /** A range in DynamoDB includes both of its ends, but a page begins after its cursor. */
    private boolean isCursor(Item row) {
        return page.after().map(Cursor::place).equals(row.string(sort));
    }

    /** The rows of an entry begin with the place of its first row. */
    private void passedBy(String place) {
        if (!unfinished.isEmpty() && !place.startsWith(entryOf.apply(unfinished.getFirst()))) {
            finish();
        }
        if (unfinished.isEmpty()) {
            passed = place;
        }
    }

    private void finish() {
        if (!unfinished.isEmpty()) {
            passed = entryOf.apply(unfinished.getFirst());
            entries.add(unfinished);
            unfinished = new ArrayList<>();
        }
    }

    /** The place of its next entry; empty where none has been read. */
    Optional<String> head() {
        return Optional.ofNullable(entries.peek()).map(rows -> entryOf.apply(rows.getFirst()));
    }

    List<Item> take() {
        return entries.remove();
    }

    /** Whether it must be read on before anything can be said of what comes after {@link #passed}. */
    boolean waits() {
        return entries.isEmpty() && !query.done();
    }

    /** Whether nothing is left of it. */
    boolean done() {
        return entries.isEmpty() && query.done();
    }

    /** The place up to which every entry is known. */
    String passed() {
        return passed;
    }
}
