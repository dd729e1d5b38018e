package dev.afterimage.item;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The attributes of an item at one moment, with typed getters. Immutable and thread-safe. Two items are equal when
 * DynamoDB would hold them for the same: numbers by value, sets without order.
 *
 * <p>A typed getter answers empty where the attribute is absent or of another type: DynamoDB has no schema beyond the
 * key, so a projection meets both.
 */
public final class Item {
    /** An instant's second has no more digits than this; a number with more need not be written out to know. */
    private static final int LONGEST_SECOND = 18;

    private static final Item EMPTY = new Item(Map.of());

    private final Map<String, AttributeValue> attributes;

    /** Worked out when first asked for, by whichever thread: all come to the same. 0 before. */
    private int size;

    private Item(Map<String, AttributeValue> attributes) {
        this.attributes = attributes;
    }

    public static Item empty() {
        return EMPTY;
    }

    /** An item of these attributes; the map is copied, its order kept. */
    public static Item of(Map<String, AttributeValue> attributes) {
        return new Item(Collections.unmodifiableMap(new LinkedHashMap<>(attributes)));
    }

    /** An item of a key's attributes and these. */
    public static Item of(ItemKey key, Map<String, AttributeValue> others) {
        Map<String, AttributeValue> whole =
                LinkedHashMap.newLinkedHashMap(key.attributes().size() + others.size());
        whole.putAll(key.attributes());
        whole.putAll(others);
        return new Item(Collections.unmodifiableMap(whole));
    }

    public Map<String, AttributeValue> attributes() {
        return attributes;
    }

    /** What {@link ItemSize} says of it. */
    int size() {
        int known = size;
        if (known == 0) {
            known = ItemSize.of(attributes);
            size = known;
        }
        return known;
    }

    public boolean has(String name) {
        return attributes.containsKey(name);
    }

    public Optional<AttributeValue> get(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    public Optional<String> string(String name) {
        return get(name).map(AttributeValue::s);
    }

    public Optional<BigDecimal> number(String name) {
        return get(name).map(AttributeValue::n).map(BigDecimal::new);
    }

    public Optional<Boolean> bool(String name) {
        return get(name).map(AttributeValue::bool);
    }

    public Optional<SdkBytes> binary(String name) {
        return get(name).map(AttributeValue::b);
    }

    /**
     * A number read as seconds since 1970, the form that TTL attributes have (Developer Guide, "Using time to live");
     * fractions of a second are cut off. Empty where it is no number, or one outside of what {@link Instant} can hold.
     */
    public Optional<Instant> epochSeconds(String name) {
        return number(name).flatMap(Item::instant);
    }

    /** This item with one attribute set. */
    public Item with(String name, AttributeValue value) {
        Map<String, AttributeValue> changed = new LinkedHashMap<>(attributes);
        changed.put(name, value);
        return new Item(Collections.unmodifiableMap(changed));
    }

    /** This item without one attribute. */
    public Item without(String name) {
        if (!has(name)) {
            return this;
        }
        Map<String, AttributeValue> changed = new LinkedHashMap<>(attributes);
        changed.remove(name);
        return new Item(Collections.unmodifiableMap(changed));
    }

    /** The names whose values differ between this item and another, in alphabetical order. */
    public Set<String> differences(Item other) {
        Set<String> names = new TreeSet<>();
        attributes.forEach((name, value) -> {
            AttributeValue theirs = other.attributes.get(name);
            if (theirs == null || !AttributeValues.same(value, theirs)) {
                names.add(name);
            }
        });
        other.attributes.keySet().stream().filter(name -> !has(name)).forEach(names::add);
        return names;
    }

    private static Optional<Instant> instant(BigDecimal seconds) {
        long length = (long) seconds.precision() - seconds.scale();
        if (length <= 0) {
            return Optional.of(Instant.EPOCH);
        }
        try {
            return length > LONGEST_SECOND ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds.longValue()));
        } catch (DateTimeException outOfRange) {
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Item item && AttributeValues.same(attributes, item.attributes));
    }

    @Override
    public int hashCode() {
        return AttributeValues.hash(attributes);
    }

    /** The item as DynamoDB JSON. */
    @Override
    public String toString() {
        return ItemJson.write(this);
    }
}
