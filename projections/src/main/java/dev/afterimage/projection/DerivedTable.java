package dev.afterimage.projection;

import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.table.TableDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A table that a projection keeps.
 *
 * @param shown which of its rows are part of the view
 * @param ranged whether a {@link ReadingProjection} reads whole partitions of it, or parts of them. Then each write to a
 *     partition moves on a revision that is kept for it, in the same transaction
 */
public record DerivedTable(TableDefinition definition, Shown shown, boolean ranged) {
    /** Which rows are part of a view. */
    public sealed interface Shown {
        /** All of them. */
        enum Always implements Shown {
            ALWAYS
        }

        /**
         * Those that have this attribute. One without it holds what other items have contributed so far to a row whose own
         * item is gone or still to come.
         */
        record With(String attribute) implements Shown {}

        /**
         * Those whose attribute is a number above 0. One that counts nobody is left where additions have come down to
         * nothing: nobody can delete it without having read it.
         */
        record Counting(String attribute) implements Shown {}
    }

    public static DerivedTable of(TableDefinition definition) {
        return new DerivedTable(definition, Shown.Always.ALWAYS, false);
    }

    public DerivedTable shownBy(String attribute) {
        return new DerivedTable(definition, new Shown.With(attribute), ranged);
    }

    /** Whose rows are part of the view while this attribute is above 0. */
    public DerivedTable shownWhileCounting(String attribute) {
        return new DerivedTable(definition, new Shown.Counting(attribute), ranged);
    }

    /** Whose partitions are read. */
    public DerivedTable readInRanges() {
        return new DerivedTable(definition, shown, true);
    }

    public TableName name() {
        return definition.name();
    }

    /** Whether a reader of the view sees this row. */
    public boolean shows(Item row) {
        return switch (shown) {
            case Shown.Always _ -> true;
            case Shown.With with -> row.has(with.attribute());
            case Shown.Counting counting ->
                row.number(counting.attribute())
                        .filter(count -> count.signum() > 0)
                        .isPresent();
        };
    }

    /** The row with these values of its partition and sort key. */
    public RowKey row(AttributeValue partition, AttributeValue sort) {
        String sortName = definition
                .key()
                .sort()
                .orElseThrow(() -> new IllegalStateException(name() + " has no sort key"))
                .name();
        return RowKey.of(name(), definition.key().partition().name(), partition, sortName, sort);
    }

    /** The row with this value of its partition key, in a table without sort key. */
    public RowKey row(AttributeValue partition) {
        return RowKey.of(name(), definition.key().partition().name(), partition);
    }

    /** All rows with this value of their partition key, in a table with a sort key that is {@link #readInRanges}. */
    public Read.Range range(AttributeValue partition) {
        if (!ranged) {
            throw new IllegalStateException(name() + " is not declared to be read in ranges");
        }
        return new Read.Range(name(), definition.key(), partition, "", false, Integer.MAX_VALUE);
    }
}
