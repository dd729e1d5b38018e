package dev.afterimage.fuzz;

import dev.afterimage.testing.Arbitrary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Makes inputs of one seed: sound ones, as DynamoDB could give them, and wild ones, as nobody should. Most are small; one
 * in a few hundred has up to a megabyte. Not thread-safe.
 */
public final class Chaos {
    private static final int MEGABYTE = 1 << 20;
    private static final int ITEM_LIMIT = 400 * 1024;
    private static final List<String> ODD_TEXTS = List.of(
            "",
            " ",
            "\u0000",
            "\ud800",
            "a\udc00b",
            "\uffff",
            "null",
            "NaN",
            "-1",
            "../../x",
            "%",
            "%zz",
            "#",
            "#1E2147483647",
            "~!",
            "a=b&a=b",
            "é\u0301",
            "\u202e",
            "{\"S\":\"x\"}");
    private static final List<String> ODD_NUMBERS = List.of(
            "NaN",
            "Infinity",
            "-Infinity",
            "",
            "-",
            "0x10",
            "1e",
            "1E999999999",
            "1E-999999999",
            "100E2147483647",
            "1E2147483647",
            "-1E-2147483647",
            "99999999999999999999999999999999999999999999",
            "9223372036854775808",
            "-9223372036854775809",
            "2147483648",
            "31556889864403200",
            "-31557014167219201",
            "00",
            "+1",
            "-0",
            "1_000",
            "１２");

    private final Random random;
    private final Arbitrary sound;

    Chaos(long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        this.random = new Random(seeds.nextLong());
        this.sound = new Arbitrary(seeds.nextLong());
    }

    /** Makes sound values. */
    public Arbitrary sound() {
        return sound;
    }

    /** From 0 up to, and not with, the bound. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** Whether something happens that happens once in so many times. */
    public boolean once(int in) {
        return random.nextInt(in) == 0;
    }

    public long number() {
        return once(3) ? random.nextLong() : random.nextInt(2_000) - 1_000;
    }

    public <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Up to so many random bytes, mostly few. */
    public byte[] bytes(int most) {
        byte[] bytes = new byte[size(most)];
        random.nextBytes(bytes);
        return bytes;
    }

    private int size(int most) {
        return random.nextInt(1 + (once(300) ? most : Math.min(most, once(4) ? 2_000 : 60)));
    }

    /** Any text, lone surrogates and control characters among them. */
    public String text() {
        return switch (below(8)) {
            case 0 -> oneOf(ODD_TEXTS);
            case 1 -> oneOf(ODD_NUMBERS);
            case 2 -> characters();
            case 3 -> once(60) ? oneOf(List.of("x", "a-", "%41", "=&", "€")).repeat(1 + below(MEGABYTE / 4)) : "L1";
            default -> sound.text();
        };
    }

    private String characters() {
        StringBuilder text = new StringBuilder();
        for (int left = size(MEGABYTE / 4); left > 0; left--) {
            text.append((char) random.nextInt(once(2) ? 128 : 0x10000));
        }
        return text.toString();
    }

    /** The text of a number, or of what is none. */
    public String digits() {
        return once(2) ? sound.number() : once(2) ? oneOf(ODD_NUMBERS) : text();
    }

    /** An attribute value that DynamoDB would never hold, or one that it would. */
    public AttributeValue wildValue() {
        return switch (below(14)) {
            case 0 -> AttributeValue.builder().build();
            case 1 -> AttributeValue.fromN(digits());
            case 2 -> AttributeValue.fromS(text());
            case 3 -> AttributeValue.fromSs(List.of());
            case 4 -> AttributeValue.fromNs(List.of("1", "1.0", digits()));
            case 5 -> AttributeValue.fromSs(List.of("twice", "twice", text()));
            case 6 -> AttributeValue.fromNul(false);
            case 7 -> nested(once(10) ? 10_000 : 1 + below(40));
            case 8 -> AttributeValue.fromB(SdkBytes.fromByteArray(bytes(2 * ITEM_LIMIT)));
            case 9 -> AttributeValue.fromL(List.of(wildLeaf(), wildLeaf()));
            case 10 -> AttributeValue.fromM(Map.of(text(), wildLeaf()));
            case 11 -> AttributeValue.fromBool(true);
            default -> sound.value();
        };
    }

    private AttributeValue wildLeaf() {
        return once(2) ? AttributeValue.builder().build() : AttributeValue.fromNs(List.of(digits(), sound.number()));
    }

    /** Lists and maps, each in the other, so deep. */
    public static AttributeValue nested(int depth) {
        AttributeValue value = AttributeValue.fromS("the end");
        for (int level = 0; level < depth; level++) {
            value = level % 2 == 0 ? AttributeValue.fromL(List.of(value)) : AttributeValue.fromM(Map.of("m", value));
        }
        return value;
    }

    /** Attributes as an item may have them, of every type; now and then close to the largest that an item may be. */
    public Map<String, AttributeValue> soundAttributes() {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        for (int left = below(8); left > 0; left--) {
            attributes.put("k" + sound.text(), sound.value());
        }
        if (once(200)) {
            attributes.put("large", AttributeValue.fromB(SdkBytes.fromByteArray(randomBytes(ITEM_LIMIT - 4096))));
        }
        if (once(30)) {
            attributes.put("deep", nested(31));
        }
        return attributes;
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** These attributes with some taken away, replaced or added that should not be there. */
    public Map<String, AttributeValue> wildAttributes(Map<String, AttributeValue> attributes) {
        Map<String, AttributeValue> wild = new LinkedHashMap<>(attributes);
        List<String> names = new ArrayList<>(attributes.keySet());
        for (int left = 1 + below(3); left > 0; left--) {
            String name = names.isEmpty() || once(5) ? text() : oneOf(names);
            if (once(4)) {
                wild.remove(name);
            } else {
                wild.put(name, wildValue());
            }
        }
        return wild;
    }

    /** A text with a few changes: characters altered, pieces left out, repeated, exchanged with those of another. */
    public String mutated(String text, String other) {
        return new Mutation(random).of(text, other);
    }

    /** Bytes with a few changes. */
    public byte[] mutated(byte[] bytes) {
        return new Mutation(random).of(bytes);
    }
}
