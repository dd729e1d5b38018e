package dev.afterimage.history;

import dev.afterimage.item.Item;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Tells by a short text whether an item is as somebody has seen it: two items have the same where DynamoDB takes them for
 * the same, in whatever order attributes and members of sets come.
 */
public record Fingerprint(String text) {
    private static final Fingerprint ABSENT = new Fingerprint("absent");

    /** Of an item, or of there being none. */
    public static Fingerprint of(Optional<Item> item) {
        return item.map(Fingerprint::of).orElse(ABSENT);
    }

    private static Fingerprint of(Item item) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(item.attributes(), bytes);
        return new Fingerprint(HexFormat.of().formatHex(sha256(bytes.toByteArray())));
    }

    private static void write(Map<String, AttributeValue> attributes, ByteArrayOutputStream bytes) {
        length(attributes.size(), bytes);
        new TreeMap<>(attributes).forEach((name, value) -> {
            text(name, bytes);
            write(value, bytes);
        });
    }

    private static void write(AttributeValue value, ByteArrayOutputStream bytes) {
        text(value.type().name(), bytes);
        switch (value.type()) {
            case S -> text(value.s(), bytes);
            case N -> text(number(value.n()), bytes);
            case B -> text(binary(value.b()), bytes);
            case BOOL -> text(value.bool().toString(), bytes);
            case SS -> set(value.ss(), Function.identity(), bytes);
            case NS -> set(value.ns(), Fingerprint::number, bytes);
            case BS -> set(value.bs(), Fingerprint::binary, bytes);
            case L -> {
                length(value.l().size(), bytes);
                value.l().forEach(element -> write(element, bytes));
            }
            case M -> write(value.m(), bytes);
            case NUL, UNKNOWN_TO_SDK_VERSION -> {}
        }
    }

    private static <T> void set(List<T> members, Function<T, String> text, ByteArrayOutputStream bytes) {
        length(members.size(), bytes);
        members.stream().map(text).sorted().forEach(member -> text(member, bytes));
    }

    /** With its length, so that no two sequences of texts look alike. */
    private static void text(String text, ByteArrayOutputStream bytes) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        length(content.length, bytes);
        bytes.writeBytes(content);
    }

    private static void length(int length, ByteArrayOutputStream bytes) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes.write(length >> shift);
        }
    }

    private static String number(String number) {
        BigDecimal value = new BigDecimal(number);
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toString();
    }

    private static String binary(SdkBytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
