package dev.afterimage.lambda;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;

/** Events as Lambda's documentation has them, read as Lambda's runtime reads them. */
final class Events {
    private static final String ARN =
            "arn:aws:dynamodb:eu-central-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000";

    private Events() {}

    static String insert(int sequence, String id, String customer) {
        return record("INSERT", sequence, id, "\"NewImage\": " + image(id, customer));
    }

    static String modify(int sequence, String id, String from, String to) {
        return record("MODIFY", sequence, id, "\"OldImage\": " + image(id, from) + ", \"NewImage\": " + image(id, to));
    }

    static String remove(int sequence, String id, String customer) {
        return record("REMOVE", sequence, id, "\"OldImage\": " + image(id, customer));
    }

    /** A record without the image that it must have. */
    static String broken(int sequence, String id) {
        return record("INSERT", sequence, id, "\"SizeBytes\": 1");
    }

    static String sequence(int number) {
        return "1000000000000000" + (10_000 + number);
    }

    private static String record(String name, int sequence, String id, String images) {
        return """
                {
                  "eventID": "c81e728d9d4c2f636f067f89cc14862c",
                  "eventName": "%s",
                  "eventVersion": "1.1",
                  "eventSource": "aws:dynamodb",
                  "awsRegion": "eu-central-1",
                  "dynamodb": {
                    "ApproximateCreationDateTime": 1767261604,
                    "Keys": {"id": {"S": "%s"}},
                    %s,
                    "SequenceNumber": "%s",
                    "SizeBytes": 284,
                    "StreamViewType": "NEW_AND_OLD_IMAGES"
                  },
                  "eventSourceARN": "%s"
                }
                """.formatted(name, id, images, sequence(sequence), ARN);
    }

    private static String image(String id, String customer) {
        return "{\"id\": {\"S\": \"%s\"}, \"customer\": {\"S\": \"%s\"}}".formatted(id, customer);
    }

    static DynamodbEvent of(String... records) {
        return of(Arrays.asList(records));
    }

    static DynamodbEvent of(Collection<String> records) {
        return read(records.stream().collect(Collectors.joining(",", "{\"Records\": [", "]}")));
    }

    static DynamodbEvent read(String json) {
        return LambdaEventSerializers.serializerFor(DynamodbEvent.class, Events.class.getClassLoader())
                .fromJson(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
