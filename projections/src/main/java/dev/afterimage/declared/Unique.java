package dev.afterimage.declared;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.projection.Read;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Rows;
import dev.afterimage.projection.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The shape {@code unique}: a row for each value, which belongs to the item that came first and goes with it. The row has
 * the key of its item. An item that comes to a row of another is refused, and holds what it held before.
 */
final class Unique implements ReadingShape {
    private final DeclaredProjection.Source source;
    private final RowTemplate row;
    private final States<Optional<Write.Put>> states;

    Unique(DeclaredProjection.Source source, Filter.OfItems filter, RowTemplate row) {
        this.source = source;
        this.row = row;
        this.states = new States<>(filter, Optional.empty(), this::claim);
    }

    private Optional<Write.Put> claim(Item item) {
        return row.in(new View.OfItem(item), item).map(put -> {
            Item claim = put.item();
            for (Map.Entry<String, AttributeValue> part :
                    source.keyOf(item).attributes().entrySet()) {
                claim = claim.with(part.getKey(), part.getValue());
            }
            return new Write.Put(put.row(), claim);
        });
    }

    @Override
    public List<Read> reads(Change change) {
        Optional<Write.Put> after = states.after(change);
        Optional<Write.Put> before = states.before(change);
        return before.equals(after)
                ? List.of()
                : Stream.concat(before.stream(), after.stream())
                        .map(Write.Put::row)
                        .distinct()
                        .<Read>map(this::holder)
                        .toList();
    }

    @Override
    public List<Write> project(Change change, Rows rows) {
        Optional<Write.Put> after = states.after(change);
        Optional<Write.Put> before = states.before(change);
        List<Write> writes = new ArrayList<>();
        if (!before.equals(after)) {
            after.ifPresent(claim -> {
                requireFree(change, claim.row(), rows);
                writes.add(claim);
            });
            before.map(Write.Put::row)
                    .filter(left ->
                            after.filter(claim -> claim.row().equals(left)).isEmpty())
                    .filter(left -> held(left, rows)
                            .filter(holder -> isOf(change, holder))
                            .isPresent())
                    .map(Write::delete)
                    .ifPresent(writes::add);
        }
        return writes;
    }

    private void requireFree(Change change, RowKey claim, Rows rows) {
        held(claim, rows).filter(holder -> !isOf(change, holder)).ifPresent(_ -> {
            throw new UnfitItemException("another item holds the row of table " + claim.table() + " with the same "
                    + String.join(" and ", claim.key().attributes().keySet())
                    + ": redrive this change once that one has let go");
        });
    }

    private Optional<Item> held(RowKey claim, Rows rows) {
        return rows.row(holder(claim));
    }

    private boolean isOf(Change change, Item holder) {
        return source.key().stream().allMatch(holder::has)
                && source.keyOf(holder).equals(change.key());
    }

    private Read.Row holder(RowKey claim) {
        return new Read.Row(claim, source.key());
    }
}
