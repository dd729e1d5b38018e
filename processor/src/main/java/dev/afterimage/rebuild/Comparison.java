package dev.afterimage.rebuild;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.RowKey;
import dev.afterimage.table.KeySchema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Compares the rows of a version with those of another, or with what its code makes of the source tables as they are.
 * Rows that no reader of the view sees count as absent, and a number that is 0 as an attribute that is absent: an update
 * adds to either alike.
 */
public final class Comparison {
    /** Two rows each, and DynamoDB reads 100 at one moment. */
    private static final int PAIRS_AT_ONCE = 50;

    private static final SequenceNumber NO_SEQUENCE = new SequenceNumber("1".repeat(21));

    private final DerivedRows rows;
    private final SourceRows sources;
    private final Scope scope;

    /**
     * What is compared.
     *
     * @param ignored attributes that do not count
     * @param sample so many rows of each side at most
     */
    public record Scope(Set<String> ignored, long sample) {
        public Scope {
            ignored = Set.copyOf(ignored);
        }
    }

    /** What came of it. */
    public record Report(long rows, long different) {
        Report plus(Report other) {
            return new Report(rows + other.rows, different + other.different);
        }
    }

    public Comparison(DerivedRows rows, SourceRows sources, Scope scope) {
        this.rows = rows;
        this.sources = sources;
        this.scope = scope;
    }

    /** Why these two cannot be compared row by row; empty where they can. */
    public static Optional<String> incomparable(Projection one, Projection other) {
        boolean same = one.tables().size() == other.tables().size();
        for (int i = 0; same && i < one.tables().size(); i++) {
            same = one.tables()
                    .get(i)
                    .definition()
                    .key()
                    .equals(other.tables().get(i).definition().key());
        }
        return same
                ? Optional.empty()
                : Optional.of("their rows have other keys: compare each with the source tables (--source)");
    }

    /** What a row that differs is called on each of the sides that were compared, the first one first. */
    public static List<RowKey> rows(Difference difference, List<Projection> sides) {
        RowKey row = difference.row();
        List<RowKey> rows = new ArrayList<>();
        List<DerivedTable> first = sides.getFirst().tables();
        for (int i = 0; i < first.size(); i++) {
            if (first.get(i).name().equals(row.table())) {
                for (Projection side : sides) {
                    rows.add(new RowKey(side.tables().get(i).name(), row.key()));
                }
            }
        }
        return List.copyOf(rows);
    }

    /** Compares two versions; each row of both is read at one moment, so traffic makes no difference. */
    public Report versions(Projection one, Projection other, Consumer<Difference> tell) {
        Report report = new Report(0, 0);
        for (int i = 0; i < one.tables().size(); i++) {
            DerivedTable left = one.tables().get(i);
            DerivedTable right = other.tables().get(i);
            report = report.plus(scan(left, left, right, tell, false)).plus(scan(right, left, right, tell, true));
        }
        return report;
    }

    private Report scan(
            DerivedTable scanned, DerivedTable left, DerivedTable right, Consumer<Difference> tell, boolean missing) {
        Iterator<Item> all = rows.rows(scanned.name());
        List<RowKey> chunk = new ArrayList<>();
        long count = 0;
        long different = 0;
        while (all.hasNext() && count + chunk.size() < scope.sample()) {
            chunk.add(new RowKey(left.name(), scanned.definition().key().keyOf(all.next())));
            if (chunk.size() == PAIRS_AT_ONCE || !all.hasNext() || count + chunk.size() == scope.sample()) {
                for (Difference difference : pairs(chunk, left, right)) {
                    if (!missing || difference.one().isEmpty()) {
                        tell.accept(difference);
                        different++;
                    }
                }
                count += chunk.size();
                chunk.clear();
            }
        }
        return new Report(missing ? 0 : count, different);
    }

    private List<Difference> pairs(List<RowKey> keys, DerivedTable left, DerivedTable right) {
        List<RowKey> both = new ArrayList<>();
        keys.forEach(key -> {
            both.add(key);
            both.add(new RowKey(right.name(), key.key()));
        });
        List<Optional<Item>> found = rows.together(both);
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Difference pair =
                    new Difference(keys.get(i), counted(left, found.get(2 * i)), counted(right, found.get(2 * i + 1)));
            if (!pair.one().equals(pair.other())) {
                differences.add(pair);
            }
        }
        return differences;
    }

    /**
     * Compares a version with what its code makes of the source tables. It holds the whole view in memory. What changes
     * meanwhile may count as different: what is different is looked at again, and told where it is so both times.
     */
    public Report source(Projection projection, Consumer<Difference> tell) {
        Look first = look(projection);
        Look second = first.different().isEmpty() ? first : look(projection);
        second.different().keySet().retainAll(first.different().keySet());
        second.different().values().forEach(tell);
        return new Report(second.rows(), second.different().size());
    }

    private record Look(long rows, Map<RowKey, Difference> different) {}

    private Look look(Projection projection) {
        Map<RowKey, Item> expected = recomputed(projection);
        Map<RowKey, Difference> different = new HashMap<>();
        long counted = 0;
        for (DerivedTable table : projection.tables()) {
            Iterator<Item> all = rows.rows(table.name());
            while (all.hasNext() && counted < scope.sample()) {
                Item row = all.next();
                RowKey key = new RowKey(table.name(), table.definition().key().keyOf(row));
                note(
                        new Difference(
                                key,
                                counted(table, Optional.of(row)),
                                counted(table, Optional.ofNullable(expected.remove(key)))),
                        different);
                counted++;
            }
            if (!all.hasNext()) {
                expected.forEach((key, row) -> {
                    if (key.table().equals(table.name())) {
                        note(new Difference(key, Optional.empty(), counted(table, Optional.of(row))), different);
                    }
                });
            }
        }
        return new Look(counted, different);
    }

    private static void note(Difference pair, Map<RowKey, Difference> different) {
        if (!pair.one().equals(pair.other())) {
            different.put(pair.row(), pair);
        }
    }

    private Map<RowKey, Item> recomputed(Projection projection) {
        RecomputedRows view = new RecomputedRows();
        for (TableName table : projection.sources()) {
            KeySchema schema = sources.keyOf(table);
            sources.items(table).forEachRemaining(item -> {
                ChangeId id = new ChangeId(table, schema.keyOf(item), NO_SEQUENCE);
                view.apply(projection.projectFrom(view, new Change.Loaded(id, Instant.EPOCH, item)));
            });
        }
        return view.rows();
    }

    /** A row as it counts; empty where it does not. */
    private Optional<Item> counted(DerivedTable table, Optional<Item> row) {
        return row.filter(table::shows).map(shown -> {
            Map<String, AttributeValue> attributes = new HashMap<>(shown.attributes());
            attributes.keySet().removeAll(scope.ignored());
            attributes.values().removeIf(value -> value.n() != null && new BigDecimal(value.n()).signum() == 0);
            return Item.of(attributes);
        });
    }
}
