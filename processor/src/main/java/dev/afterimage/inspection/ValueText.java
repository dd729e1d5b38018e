package dev.afterimage.inspection;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An attribute's value as people read it: like JSON, numbers as they are stored, sets in {@code <>}, short binaries as
 * {@code base64(…)}, and of longer ones their size and the beginning of their SHA-256.
 */
public final class ValueText {
    private static final int LONGEST = 200;
    private static final int LONGEST_BINARY = 48;
    private static final int DIGEST = 8;

    private ValueText() {}

    /** On one line, cut where it is very long. */
    public static String of(AttributeValue value) {
        return of(value, LONGEST);
    }

    /** On one line, cut where it is longer than this. */
    public static String of(AttributeValue value, int longest) {
        String text = whole(value);
        return text.length() <= longest ? text : beginning(text, longest) + "… (" + text.length() + " characters)";
    }

    static String quoted(String text) {
        return "\"" + escaped(text) + "\"";
    }

    /** As within quotation marks. */
    static String escaped(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    /** So many characters of a text, or one less where that would cut one in half. */
    static String beginning(String text, int length) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    private static String whole(AttributeValue value) {
        return switch (value.type()) {
            case S -> quoted(value.s());
            case N -> value.n();
            case B -> binary(value.b());
            case BOOL -> value.bool().toString();
            case NUL -> "null";
            case SS -> set(value.ss(), ValueText::quoted);
            case NS -> set(value.ns(), Function.identity());
            case BS -> set(value.bs(), ValueText::binary);
            case L -> value.l().stream().map(ValueText::whole).collect(Collectors.joining(", ", "[", "]"));
            case M -> map(value.m());
            case UNKNOWN_TO_SDK_VERSION -> value.toString();
        };
    }

    private static String map(Map<String, AttributeValue> values) {
        return values.entrySet().stream()
                .map(entry -> AttributePath.step(entry.getKey()) + ": " + whole(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static <T> String set(List<T> values, Function<T, String> text) {
        return values.stream().map(text).sorted().collect(Collectors.joining(", ", "<", ">"));
    }

    private static String binary(SdkBytes bytes) {
        byte[] content = bytes.asByteArrayUnsafe();
        return content.length <= LONGEST_BINARY
                ? "base64(" + Base64.getEncoder().encodeToString(content) + ")"
                : "binary(" + content.length + " bytes, SHA-256 " + digest(content) + "…)";
    }

    private static String digest(byte[] content) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(whole, 0, DIGEST);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
