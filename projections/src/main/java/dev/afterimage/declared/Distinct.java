package dev.afterimage.declared;

import dev.afterimage.projection.Read;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Rows;
import dev.afterimage.projection.Write;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Counts the different values that the items of each row have: keeps, for each row and value, how many items have it.
 *
 * @param name the attribute of rows with the number of values
 */
record Distinct(String name, Members members) {
    private static final String ITEMS = "items";

    /** A value of a row. */
    record Mark(RowKey of, RowKey key) {
        private Read.Row read() {
            return Read.row(key, ITEMS);
        }
    }

    Mark mark(RowKey of, AttributeValue value) {
        return new Mark(of, members.at(of, OrderedText.of(name) + OrderedText.END + OrderedText.of(value)));
    }

    List<Read> reads(Optional<Mark> before, Optional<Mark> after) {
        return before.equals(after)
                ? List.of()
                : Stream.concat(before.stream(), after.stream())
                        .<Read>map(Mark::read)
                        .toList();
    }

    List<Write> writes(Optional<Mark> before, Optional<Mark> after, Rows rows) {
        List<Write> writes = new ArrayList<>();
        if (!before.equals(after)) {
            before.ifPresent(gone -> leave(gone, items(gone, rows), writes));
            after.ifPresent(come -> join(come, items(come, rows), writes));
        }
        return writes;
    }

    private static BigDecimal items(Mark mark, Rows rows) {
        return rows.row(mark.read()).flatMap(row -> row.number(ITEMS)).orElse(BigDecimal.ZERO);
    }

    private void leave(Mark gone, BigDecimal items, List<Write> writes) {
        if (items.compareTo(BigDecimal.ONE) > 0) {
            writes.add(put(gone, items.subtract(BigDecimal.ONE)));
        } else if (items.signum() > 0) {
            writes.add(Write.delete(gone.key()));
            writes.add(Write.update(gone.of()).add(name, -1));
        }
    }

    private void join(Mark come, BigDecimal items, List<Write> writes) {
        writes.add(put(come, items.add(BigDecimal.ONE)));
        if (items.signum() == 0) {
            writes.add(Write.update(come.of()).add(name, 1));
        }
    }

    private static Write put(Mark mark, BigDecimal items) {
        return Write.put(mark.key(), Map.of(ITEMS, AttributeValue.fromN(items.toPlainString())));
    }
}
