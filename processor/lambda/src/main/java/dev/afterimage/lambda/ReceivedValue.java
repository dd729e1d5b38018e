package dev.afterimage.lambda;

import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;

/** A value as Lambda's classes have it, in those of the AWS SDK. */
final class ReceivedValue {
    private ReceivedValue() {}

    static Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> map(
            Map<String, AttributeValue> values) {
        Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> map = new LinkedHashMap<>();
        values.forEach((name, value) -> map.put(name, of(value)));
        return map;
    }

    /** A value that says nothing of its type becomes one of no type, which whoever decodes it refuses. */
    private static software.amazon.awssdk.services.dynamodb.model.AttributeValue of(AttributeValue value) {
        var made = software.amazon.awssdk.services.dynamodb.model.AttributeValue.builder();
        if (value.getS() != null) {
            made.s(value.getS());
        } else if (value.getN() != null) {
            made.n(value.getN());
        } else if (value.getB() != null) {
            made.b(bytes(value.getB()));
        } else if (value.getBOOL() != null) {
            made.bool(value.getBOOL());
        } else if (value.getNULL() != null) {
            made.nul(value.getNULL());
        } else if (value.getM() != null) {
            made.m(map(value.getM()));
        } else if (value.getL() != null) {
            made.l(value.getL().stream().map(ReceivedValue::of).toList());
        } else if (value.getSS() != null) {
            made.ss(value.getSS());
        } else if (value.getNS() != null) {
            made.ns(value.getNS());
        } else if (value.getBS() != null) {
            made.bs(value.getBS().stream().map(ReceivedValue::bytes).toList());
        }
        return made.build();
    }

    private static SdkBytes bytes(ByteBuffer buffer) {
        return SdkBytes.fromByteBuffer(buffer.duplicate());
    }
}
