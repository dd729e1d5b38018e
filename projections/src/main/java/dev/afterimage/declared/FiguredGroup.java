package dev.afterimage.declared;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.projection.Read;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Rows;
import dev.afterimage.projection.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The shape {@code group} with figures that no difference tells: extremes, the last, and how many values there are. */
final class FiguredGroup implements ReadingShape {
    private static final String VALUE = "value";

    private final DeclaredProjection.Source source;
    private final Group.Amounts amounts;
    private final List<Ranked> ranked;
    private final List<Counted> counted;
    private final States<Optional<Brought>> states;

    /** A figure of a row: the value that the item has which the ranking puts first. */
    record Ranked(Ranking ranking, Scalar by, Reference value) {
        /**
         * A figure.
         *
         * @param name the attribute of rows that shows it
         * @param greatest whether the greatest comes first
         */
        static Ranked of(String name, boolean greatest, Members members, Scalar by, Reference value) {
            return new Ranked(
                    new Ranking(name, greatest, members, (row, leader) -> shown(name, row, leader)), by, value);
        }

        private static Write shown(String name, RowKey row, Optional<Map<String, AttributeValue>> leader) {
            Write.Update update = Write.update(row);
            return leader.flatMap(content -> Optional.ofNullable(content.get(VALUE)))
                    .map(value -> update.set(name, value))
                    .orElseGet(() -> update.remove(name));
        }

        private Optional<Member> member(RowKey row, Item item, ItemKey key) {
            return by.in(item).map(rank -> ranking.member(row, rank, key, content(item)));
        }

        private Map<String, AttributeValue> content(Item item) {
            return value.in(item.attributes())
                    .map(found -> Map.of(VALUE, found))
                    .orElse(Map.of());
        }
    }

    /** A figure of a row: how many values of an attribute its items have. */
    record Counted(Distinct distinct, Scalar attribute) {
        private Optional<Distinct.Mark> mark(RowKey row, Item item) {
            return attribute.in(item).map(value -> distinct.mark(row, value));
        }
    }

    /** What one item brings to the row of its key, in the order of the figures. */
    private record Brought(
            Group.Contribution contribution, List<Optional<Member>> members, List<Optional<Distinct.Mark>> marks) {}

    FiguredGroup(
            DeclaredProjection.Source source,
            Filter.OfItems filter,
            Group.Amounts amounts,
            List<Ranked> ranked,
            List<Counted> counted) {
        this.source = source;
        this.amounts = amounts;
        this.ranked = List.copyOf(ranked);
        this.counted = List.copyOf(counted);
        this.states = new States<>(filter, Optional.empty(), this::brought);
    }

    private Optional<Brought> brought(Item item) {
        return amounts.of(item).map(contribution -> {
            RowKey row = contribution.row();
            ItemKey key = source.keyOf(item);
            return new Brought(
                    contribution,
                    ranked.stream().map(figure -> figure.member(row, item, key)).toList(),
                    counted.stream().map(figure -> figure.mark(row, item)).toList());
        });
    }

    @Override
    public List<Read> reads(Change change) {
        Optional<Brought> after = states.after(change);
        Optional<Brought> before = states.before(change);
        List<Read> reads = new ArrayList<>();
        for (int i = 0; i < ranked.size(); i++) {
            reads.addAll(ranked.get(i).ranking().reads(succession(i, before, after)));
        }
        for (int i = 0; i < counted.size(); i++) {
            reads.addAll(counted.get(i).distinct().reads(mark(i, before), mark(i, after)));
        }
        return reads;
    }

    @Override
    public List<Write> project(Change change, Rows rows) {
        Optional<Brought> after = states.after(change);
        Optional<Brought> before = states.before(change);
        List<Write> writes =
                new ArrayList<>(Group.writes(before.map(Brought::contribution), after.map(Brought::contribution)));
        for (int i = 0; i < ranked.size(); i++) {
            writes.addAll(ranked.get(i).ranking().writes(succession(i, before, after), rows));
        }
        for (int i = 0; i < counted.size(); i++) {
            writes.addAll(counted.get(i).distinct().writes(mark(i, before), mark(i, after), rows));
        }
        return writes;
    }

    private static Succession succession(int figure, Optional<Brought> before, Optional<Brought> after) {
        return new Succession(
                before.flatMap(brought -> brought.members().get(figure)),
                after.flatMap(brought -> brought.members().get(figure)));
    }

    private static Optional<Distinct.Mark> mark(int figure, Optional<Brought> before) {
        return before.flatMap(brought -> brought.marks().get(figure));
    }
}
