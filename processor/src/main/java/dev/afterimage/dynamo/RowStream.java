package dev.afterimage.dynamo;

import dev.afterimage.history.ReadCost;
import dev.afterimage.item.Item;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The rows of a query one by one, read on as they are asked for, more at a time the longer it goes on. For one thread. */
final class RowStream implements Iterator<Item> {
    private static final int MOST = 1_000;

    private final PartitionQuery query;
    private int atOnce;
    private Iterator<Item> rows = List.<Item>of().iterator();
    private ReadCost cost = ReadCost.NONE;

    RowStream(PartitionQuery query, int first) {
        this.query = query;
        this.atOnce = first;
    }

    /** What has been read so far. */
    ReadCost cost() {
        return cost;
    }

    /** Whether the next row is here already. */
    boolean buffered() {
        return rows.hasNext();
    }

    @Override
    public boolean hasNext() {
        while (!rows.hasNext() && !query.done()) {
            PartitionQuery.Answer answer = query.next(atOnce);
            rows = answer.rows().iterator();
            cost = cost.plus(answer.cost());
            atOnce = Math.min(MOST, 2 * atOnce);
        }
        return rows.hasNext();
    }

    @Override
    public Item next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return rows.next();
    }
}
