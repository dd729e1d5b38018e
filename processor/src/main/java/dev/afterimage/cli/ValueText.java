package dev.afterimage.cli;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An attribute's value as people read it: like JSON, with sets in {@code <>} and binaries as {@code base64(…)}. */
final class ValueText {
    private static final int LONGEST = 200;

    private ValueText() {}

    /** On one line, cut where it is very long. */
    static String of(AttributeValue value) {
        String text = whole(value);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "… (" + text.length() + " characters)";
    }

    static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
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
                .map(entry -> entry.getKey() + ": " + whole(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static <T> String set(List<T> values, Function<T, String> text) {
        return values.stream().map(text).sorted().collect(Collectors.joining(", ", "<", ">"));
    }

    private static String binary(SdkBytes bytes) {
        return "base64(" + Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe()) + ")";
    }
}
