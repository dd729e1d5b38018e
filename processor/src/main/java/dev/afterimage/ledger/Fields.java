package dev.afterimage.ledger;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the attributes of a log's row; a {@link DamagedException} names the one that is missing or makes no sense. */
public record Fields(Item row) {
    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=[0-9])");

    public String text(String name) {
        return required(name, row.string(name));
    }

    /** What an attribute's text says; an {@link IllegalArgumentException} of the function counts as damage. */
    public <T> T parsed(String name, Function<String, T> parse) {
        return parsed(name, text(name), parse);
    }

    public Instant time(String name) {
        return parsed(name, Instant::parse);
    }

    public Optional<Instant> optionalTime(String name) {
        return row.string(name).map(text -> parsed(name, text, Instant::parse));
    }

    /** A whole number. */
    public long number(String name) {
        String text = required(name, row.get(name).map(AttributeValue::n));
        return parsed(name, text, Long::parseLong);
    }

    public TableName table(String name) {
        return parsed(name, TableName::new);
    }

    /** A sequence number, without the zeros that make it sort. */
    public SequenceNumber sequence(String name) {
        return parsed(
                name, text -> new SequenceNumber(LEADING_ZEROS.matcher(text).replaceFirst("")));
    }

    public ItemKey key(String name) {
        Map<String, AttributeValue> attributes = map(name);
        try {
            return ItemKey.of(attributes);
        } catch (IllegalArgumentException nonsense) {
            throw new DamagedException("its '" + name + "' makes no sense: " + nonsense.getMessage(), nonsense);
        }
    }

    public Item image(String name) {
        return Item.of(map(name));
    }

    private Map<String, AttributeValue> map(String name) {
        return required(name, row.get(name).filter(AttributeValue::hasM).map(AttributeValue::m));
    }

    private static <T> T parsed(String name, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException | DateTimeException nonsense) {
            throw new DamagedException("its '" + name + "' makes no sense: " + nonsense.getMessage(), nonsense);
        }
    }

    private static <T> T required(String name, Optional<T> value) {
        return value.orElseThrow(() -> new DamagedException("its '" + name + "' is missing"));
    }
}
