package dev.afterimage.testing;

import dev.afterimage.item.Item;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.NullMarked;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Arbitrary values, rows and writes from a seed: the same for the same seed. Not thread-safe. */
@NullMarked
public final class Arbitrary {
    private static final String CHARACTERS = "abcXYZ019 %&=#~+/\\\"'{}\u0000\n\u007fäß€漢";
    private static final List<String> COUNTERS = List.of("count", "size");
    private static final List<String> OTHERS = List.of("a", "b.c", "#d", "order", "größe");

    private final Random random;

    public Arbitrary(long seed) {
        this.random = new Random(seed);
    }

    public <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    public int upTo(int bound) {
        return random.nextInt(bound + 1);
    }

    /** A text of up to twelve characters, odd ones and a pair of surrogates among them. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (int i = upTo(12); i > 0; i--) {
            if (random.nextInt(20) == 0) {
                text.appendCodePoint(0x1F600 + random.nextInt(60));
            } else {
                text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            }
        }
        return text.toString();
    }

    /** A number of up to 38 digits, anywhere in DynamoDB's range. */
    public String number() {
        BigInteger digits = new BigInteger(1 + random.nextInt(126), random);
        int scale = random.nextInt(3) == 0 ? random.nextInt(100) - 50 : 0;
        BigDecimal number = new BigDecimal(digits, scale);
        return (random.nextBoolean() ? number : number.negate()).toString();
    }

    public SdkBytes bytes() {
        byte[] bytes = new byte[upTo(10)];
        random.nextBytes(bytes);
        return SdkBytes.fromByteArray(bytes);
    }

    /** A value of any of the ten types, lists and maps up to three deep. */
    public AttributeValue value() {
        return value(3);
    }

    private AttributeValue value(int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 8)) {
            case 0 -> AttributeValue.fromS(text());
            case 1 -> AttributeValue.fromN(number());
            case 2 -> AttributeValue.fromB(bytes());
            case 3 -> AttributeValue.fromBool(random.nextBoolean());
            case 4 -> AttributeValue.fromNul(true);
            case 5 -> AttributeValue.fromSs(elements(this::text));
            case 6 -> AttributeValue.fromNs(elements(() -> Integer.toString(random.nextInt(1000))));
            case 7 -> AttributeValue.fromBs(elements(this::bytes));
            case 8 -> AttributeValue.fromL(list(depth - 1));
            default -> AttributeValue.fromM(map(depth - 1));
        };
    }

    private <T> List<T> elements(Supplier<T> element) {
        Set<T> elements = new LinkedHashSet<>();
        for (int i = 1 + upTo(3); i > 0; i--) {
            elements.add(element.get());
        }
        return List.copyOf(elements);
    }

    private List<AttributeValue> list(int depth) {
        List<AttributeValue> values = new ArrayList<>();
        for (int i = upTo(3); i > 0; i--) {
            values.add(value(depth));
        }
        return values;
    }

    private Map<String, AttributeValue> map(int depth) {
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        for (int i = upTo(3); i > 0; i--) {
            values.put("k" + text(), value(depth));
        }
        return values;
    }

    /** A row with this key, or none: its counters are numbers, its other attributes of any type, all of them optional. */
    public Optional<Item> row(RowKey key) {
        return random.nextInt(4) == 0 ? Optional.empty() : Optional.of(put(key).item());
    }

    private Write.Put put(RowKey key) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        for (String name : COUNTERS) {
            if (random.nextBoolean()) {
                attributes.put(name, AttributeValue.fromN(Integer.toString(random.nextInt(200) - 100)));
            }
        }
        for (String name : OTHERS) {
            if (random.nextBoolean()) {
                attributes.put(name, value());
            }
        }
        return Write.put(key, attributes);
    }

    /** A put, a delete or, mostly, an update that sets, adds and removes; its counters stay numbers. */
    public Write write(RowKey key) {
        return switch (random.nextInt(8)) {
            case 0 -> put(key);
            case 1 -> Write.delete(key);
            default -> update(key);
        };
    }

    private Write update(RowKey key) {
        Write.Update update = Write.update(key);
        for (int i = 1 + upTo(4); i > 0; i--) {
            update = changed(update);
        }
        return update;
    }

    private Write.Update changed(Write.Update update) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> update.add(oneOf(COUNTERS), random.nextInt(7) - 3);
            case 2 -> update.set(oneOf(COUNTERS), AttributeValue.fromN(Integer.toString(random.nextInt(100))));
            case 3 -> update.set(oneOf(OTHERS), value());
            case 4 -> update.remove(oneOf(COUNTERS));
            default -> update.remove(oneOf(OTHERS));
        };
    }
}
