package dev.afterimage.inspection;

import dev.afterimage.item.AttributeValues;
import dev.afterimage.item.Item;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What differs between two images of an item: maps name by name, lists with what is alike side by side, sets by their
 * members. Attributes come in alphabetical order.
 */
public final class ItemDiff {
    /** Up to here both texts are shown whole. */
    private static final int SHORT_TEXT = 80;

    private final List<Difference> found = new ArrayList<>();

    private ItemDiff() {}

    /** What makes the later image of the earlier one. */
    public static List<Difference> between(Item before, Item after) {
        ItemDiff diff = new ItemDiff();
        before.differences(after)
                .forEach(name -> diff.entry(AttributePath.of(name), before.get(name), after.get(name)));
        return diff.found;
    }

    /** The same, one line each. */
    public static List<String> lines(Item before, Item after) {
        return between(before, after).stream().map(DifferenceText::of).toList();
    }

    private void entry(AttributePath path, Optional<AttributeValue> before, Optional<AttributeValue> after) {
        if (before.isEmpty()) {
            after.ifPresent(value -> found.add(new Difference.Added(path, value)));
        } else if (after.isEmpty()) {
            found.add(new Difference.Removed(path, before.get()));
        } else if (!AttributeValues.same(before.get(), after.get())) {
            changed(path, before.get(), after.get());
        }
    }

    private void changed(AttributePath path, AttributeValue before, AttributeValue after) {
        if (before.type() != after.type()) {
            found.add(new Difference.Replaced(path, before, after));
            return;
        }
        switch (before.type()) {
            case M -> maps(path, before.m(), after.m());
            case L -> lists(path, before.l(), after.l());
            case SS, NS, BS -> sets(path, members(before), members(after));
            case S -> texts(path, before, after);
            case N, B, BOOL, NUL, UNKNOWN_TO_SDK_VERSION -> found.add(new Difference.Replaced(path, before, after));
        }
    }

    private void maps(AttributePath path, Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        names.forEach(name ->
                entry(path.name(name), Optional.ofNullable(before.get(name)), Optional.ofNullable(after.get(name))));
    }

    private void texts(AttributePath path, AttributeValue before, AttributeValue after) {
        boolean isShort = before.s().length() <= SHORT_TEXT && after.s().length() <= SHORT_TEXT;
        found.add(
                isShort
                        ? new Difference.Replaced(path, before, after)
                        : new Difference.Rewritten(path, before.s(), after.s(), TextDiff.of(before.s(), after.s())));
    }

    private void lists(AttributePath path, List<AttributeValue> before, List<AttributeValue> after) {
        Map<Item, Integer> numbers = new HashMap<>();
        for (Alignment.Run run : Alignment.of(numbered(before, numbers), numbered(after, numbers))) {
            int pairs = Math.min(run.beforeTo() - run.beforeFrom(), run.afterTo() - run.afterFrom());
            for (int i = 0; i < pairs; i++) {
                int later = run.afterFrom() + i;
                entry(path.index(later), Optional.of(before.get(run.beforeFrom() + i)), Optional.of(after.get(later)));
            }
            for (int i = run.beforeFrom() + pairs; i < run.beforeTo(); i++) {
                found.add(new Difference.Removed(path.index(i), before.get(i)));
            }
            for (int i = run.afterFrom() + pairs; i < run.afterTo(); i++) {
                found.add(new Difference.Added(path.index(i), after.get(i)));
            }
        }
    }

    private void sets(AttributePath path, List<AttributeValue> before, List<AttributeValue> after) {
        found.add(new Difference.Members(path, without(before, after), without(after, before)));
    }

    private static List<AttributeValue> without(List<AttributeValue> members, Collection<AttributeValue> others) {
        Set<Item> known = new HashSet<>();
        others.forEach(other -> known.add(comparable(other)));
        return members.stream()
                .filter(member -> !known.contains(comparable(member)))
                .toList();
    }

    private static List<AttributeValue> members(AttributeValue set) {
        return switch (set.type()) {
            case SS -> set.ss().stream().sorted().map(AttributeValue::fromS).toList();
            case NS ->
                set.ns().stream()
                        .sorted(ItemDiff::byValue)
                        .map(AttributeValue::fromN)
                        .toList();
            default -> set.bs().stream().map(AttributeValue::fromB).toList();
        };
    }

    private static int[] numbered(List<AttributeValue> values, Map<Item, Integer> numbers) {
        return values.stream()
                .mapToInt(value -> numbers.computeIfAbsent(comparable(value), unknown -> numbers.size()))
                .toArray();
    }

    /** Items are equal where DynamoDB takes them for the same; values by themselves are not. */
    private static Item comparable(AttributeValue value) {
        return Item.of(Map.of("", value));
    }

    private static int byValue(String left, String right) {
        return new BigDecimal(left).compareTo(new BigDecimal(right));
    }
}
