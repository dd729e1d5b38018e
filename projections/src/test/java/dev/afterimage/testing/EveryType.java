package dev.afterimage.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The ten types of DynamoDB with their edges, each alone and all of them nested. */
@NullMarked
public final class EveryType {
    private EveryType() {}

    public static Map<String, AttributeValue> attributes() {
        Map<String, AttributeValue> all = new LinkedHashMap<>(flat());
        all.put("list", AttributeValue.fromL(List.copyOf(flat().values())));
        all.put("map", AttributeValue.fromM(flat()));
        all.put(
                "nested",
                AttributeValue.fromL(List.of(
                        AttributeValue.fromM(Map.of("deep", AttributeValue.fromL(List.copyOf(flat().values())))))));
        return all;
    }

    private static Map<String, AttributeValue> flat() {
        Map<String, AttributeValue> flat = new LinkedHashMap<>();
        flat.put("text", AttributeValue.fromS("größe \"漢\" 😀 \\ \n\u0000"));
        flat.put("empty_text", AttributeValue.fromS(""));
        flat.put("number", AttributeValue.fromN("-12345678901234567890123456789012345678"));
        flat.put("fraction", AttributeValue.fromN("0.12345678901234567890123456789012345678"));
        flat.put("largest", AttributeValue.fromN("9.9999999999999999999999999999999999999E+125"));
        flat.put("smallest", AttributeValue.fromN("1E-130"));
        flat.put("zero", AttributeValue.fromN("0"));
        flat.put("bytes", AttributeValue.fromB(bytes(0, 1, 127, -128, -1)));
        flat.put("empty_bytes", AttributeValue.fromB(bytes()));
        flat.put("true", AttributeValue.fromBool(true));
        flat.put("false", AttributeValue.fromBool(false));
        flat.put("null", AttributeValue.fromNul(true));
        flat.put("texts", AttributeValue.fromSs(List.of("a", "", "ä")));
        flat.put("numbers", AttributeValue.fromNs(List.of("1", "-2.5", "3E+20")));
        flat.put("binaries", AttributeValue.fromBs(List.of(bytes(1), bytes(), bytes(-1))));
        flat.put("empty_list", AttributeValue.fromL(List.of()));
        flat.put("empty_map", AttributeValue.fromM(Map.of()));
        return flat;
    }

    private static SdkBytes bytes(int... bytes) {
        byte[] array = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            array[i] = (byte) bytes[i];
        }
        return SdkBytes.fromByteArrayUnsafe(array);
    }
}
