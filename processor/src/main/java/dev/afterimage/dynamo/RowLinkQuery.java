package dev.afterimage.dynamo;

import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.LinkRows;
import dev.afterimage.audit.RowLink;
import dev.afterimage.history.ReadBudget;
import dev.afterimage.history.SearchPage;
import dev.afterimage.item.Item;
import dev.afterimage.ledger.Cursor;
import dev.afterimage.ledger.Order;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.projection.RowKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reads the links of a derived row, newest or oldest first. Thread-safe. */
record RowLinkQuery(DynamoDbClient client, Rows.Source items, InstantSource clock, ReadBudget budget) {
    /** Comes after every place of a link. */
    private static final String END = LinkRows.PREFIX + "~";

    SearchPage<RowLink> read(RowKey row, PageRequest page) {
        RowFilter living = RowFilter.living(AuditRows.EXPIRES_AT, clock.instant());
        RowStream rows = new RowStream(
                new PartitionQuery(client, items, LinkRows.partition(row), bounds(page), living), page.limit() + 1);
        Optional<Cursor> before = page.after();
        List<RowLink> found = new ArrayList<>();
        Optional<Cursor> end = before;
        while (found.size() < page.limit() && (rows.buffered() || !budget.usedUpBy(rows.cost())) && rows.hasNext()) {
            Item read = rows.next();
            Cursor place = Cursor.of(read.string(AuditRows.SEQUENCE).orElse(""));
            if (!before.equals(Optional.of(place))) {
                found.add(LinkRows.decode(read));
                end = Optional.of(place);
            }
        }
        Instant reached = found.isEmpty() ? Instant.EPOCH : found.getLast().changedAt();
        return new SearchPage<>(found, end, rows.hasNext(), reached, rows.cost());
    }

    private static PartitionQuery.Bounds bounds(PageRequest page) {
        Optional<String> place = page.after().map(RowLinkQuery::place);
        return switch (page.order()) {
            case OLDEST_FIRST -> new PartitionQuery.Bounds(place.orElse(LinkRows.PREFIX), END, Order.OLDEST_FIRST);
            case NEWEST_FIRST -> new PartitionQuery.Bounds(LinkRows.PREFIX, place.orElse(END), Order.NEWEST_FIRST);
        };
    }

    private static String place(Cursor cursor) {
        if (!cursor.place().startsWith(LinkRows.PREFIX)) {
            throw new IllegalArgumentException("'" + cursor + "' is no cursor of this row: hand back what a page gave");
        }
        return cursor.place();
    }
}
