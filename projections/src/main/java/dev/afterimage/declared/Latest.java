package dev.afterimage.declared;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.projection.Read;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Rows;
import dev.afterimage.projection.Write;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The shape {@code latest}: for each key the row of the item that has the greatest value of an attribute. The rows of the
 * others are kept, too, since one of them comes back where the latest goes.
 */
final class Latest implements ReadingShape {
    private static final String NAME = "latest";
    private static final String ROW = "row";

    private final DeclaredProjection.Source source;
    private final RowTemplate row;
    private final Scalar by;
    private final Ranking ranking;
    private final States<Optional<Member>> states;

    /**
     * A view of the latest.
     *
     * @param by whose greatest value makes an item the latest
     */
    Latest(DeclaredProjection.Source source, Filter.OfItems filter, RowTemplate row, Scalar by, Members members) {
        this.source = source;
        this.row = row;
        this.by = by;
        this.ranking = new Ranking(NAME, true, members, Latest::shown);
        this.states = new States<>(filter, Optional.empty(), this::member);
    }

    private static Write shown(RowKey key, Optional<Map<String, AttributeValue>> leader) {
        return leader.flatMap(content -> Optional.ofNullable(content.get(ROW)))
                .<Write>map(content -> Write.put(key, content.m()))
                .orElseGet(() -> Write.delete(key));
    }

    @Override
    public List<Read> reads(Change change) {
        return ranking.reads(succession(change));
    }

    @Override
    public List<Write> project(Change change, Rows rows) {
        return ranking.writes(succession(change), rows);
    }

    private Succession succession(Change change) {
        Optional<Member> after = states.after(change);
        return new Succession(states.before(change), after);
    }

    private Optional<Member> member(Item item) {
        return row.in(new View.OfItem(item), item)
                .flatMap(put ->
                        by.in(item).map(rank -> ranking.member(put.row(), rank, source.keyOf(item), content(put))));
    }

    private static Map<String, AttributeValue> content(Write.Put put) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>(put.item().attributes());
        attributes.keySet().removeAll(put.row().key().attributes().keySet());
        return Map.of(ROW, AttributeValue.fromM(attributes));
    }
}
