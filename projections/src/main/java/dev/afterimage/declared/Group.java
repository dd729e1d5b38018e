package dev.afterimage.declared;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.projection.AttributeChange;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The shape {@code group}: counts the items of each key and adds up attributes of theirs. What a change adds to a row is the
 * difference between what its item brings after and before, so that rows come out the same in every order of items.
 */
final class Group implements Shape {
    private final States<Optional<Contribution>> states;

    /** What one item brings to the row of its key. */
    record Contribution(RowKey row, Map<String, BigDecimal> amounts) {}

    /**
     * What items bring.
     *
     * @param count the attribute of a row that counts its items
     * @param sums for an attribute of a row, the attribute of items that it adds up
     */
    record Amounts(KeyTemplate key, String count, Map<String, Reference> sums) {
        Amounts {
            sums = Collections.unmodifiableMap(new LinkedHashMap<>(sums));
        }

        /** What an item brings; empty where it belongs to no row. */
        Optional<Contribution> of(Item item) {
            return key.in(new View.OfItem(item)).map(row -> {
                Map<String, BigDecimal> amounts = new LinkedHashMap<>();
                amounts.put(count, BigDecimal.ONE);
                sums.forEach((name, attribute) -> amounts.put(name, amount(item, attribute)));
                return new Contribution(row, amounts);
            });
        }
    }

    Group(Filter.OfItems filter, Amounts amounts) {
        this.states = new States<>(filter, Optional.empty(), amounts::of);
    }

    @Override
    public List<Write> project(Change change) {
        Optional<Contribution> after = states.after(change);
        return writes(states.before(change), after);
    }

    /** What brings rows from one contribution of an item to another. */
    static List<Write> writes(Optional<Contribution> before, Optional<Contribution> after) {
        Map<RowKey, Map<String, BigDecimal>> differences = new LinkedHashMap<>();
        before.ifPresent(
                gone -> gone.amounts().forEach((name, amount) -> add(differences, gone.row(), name, amount.negate())));
        after.ifPresent(come -> come.amounts().forEach((name, amount) -> add(differences, come.row(), name, amount)));
        List<Write> writes = new ArrayList<>();
        differences.forEach((row, amounts) -> update(row, amounts).ifPresent(writes::add));
        return writes;
    }

    private static void add(
            Map<RowKey, Map<String, BigDecimal>> differences, RowKey row, String name, BigDecimal amount) {
        differences.computeIfAbsent(row, _ -> new LinkedHashMap<>()).merge(name, amount, BigDecimal::add);
    }

    private static Optional<Write> update(RowKey row, Map<String, BigDecimal> amounts) {
        Map<String, AttributeChange> changes = new LinkedHashMap<>();
        amounts.forEach((name, amount) -> {
            if (amount.signum() != 0) {
                changes.put(name, new AttributeChange.Add(amount));
            }
        });
        return changes.isEmpty() ? Optional.empty() : Optional.of(new Write.Update(row, changes));
    }

    private static BigDecimal amount(Item item, Reference attribute) {
        Optional<AttributeValue> value =
                attribute.in(item.attributes()).filter(found -> found.type() != AttributeValue.Type.NUL);
        if (value.isEmpty()) {
            return BigDecimal.ZERO;
        }
        if (value.get().n() == null) {
            throw new UnfitItemException(
                    "'" + attribute + "' is " + UnfitItemException.kind(value.get()) + ": a sum is made of numbers");
        }
        return new BigDecimal(value.get().n());
    }
}
