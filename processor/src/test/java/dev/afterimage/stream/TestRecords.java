package dev.afterimage.stream;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

/** Records of a table whose items have an id and nothing else; the record's number is the item's, too. */
public final class TestRecords {
    /** The time of record 0; each further one is a second later. */
    public static final Instant FIRST = Instant.parse("2026-01-01T10:00:00Z");

    private TestRecords() {}

    public static Record insert(int number) {
        return of(number, number);
    }

    /** A record of that number, of that item. */
    public static Record of(int number, int item) {
        Map<String, AttributeValue> image = Map.of("id", AttributeValue.fromS("item-" + item));
        return Record.builder()
                .eventName("INSERT")
                .dynamodb(StreamRecord.builder()
                        .keys(image)
                        .newImage(image)
                        .sequenceNumber(sequence(number))
                        .approximateCreationDateTime(FIRST.plusSeconds(number))
                        .sizeBytes(20L)
                        .build())
                .build();
    }

    /** The records from one number up to, but not with, another. */
    public static List<Record> inserts(int from, int to) {
        return IntStream.range(from, to).mapToObj(TestRecords::insert).toList();
    }

    /** A record of which nobody can make a change. */
    public static Record malformed(int number) {
        return insert(number).toBuilder().eventName("UPSERT").build();
    }

    public static String sequence(int number) {
        return Integer.toString(1000 + number);
    }
}
