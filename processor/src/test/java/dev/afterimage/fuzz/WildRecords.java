package dev.afterimage.fuzz;

import dev.afterimage.item.TableName;
import dev.afterimage.stream.StreamSource;
import dev.afterimage.todo.TodoProjections;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Identity;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

/** Stream records, of the sample tables and others. */
public final class WildRecords {
    private static final List<TableName> TABLES = TodoProjections.all().stream()
            .flatMap(projection -> projection.sources().stream())
            .collect(Collectors.toCollection(TreeSet::new))
            .stream()
            .toList();
    private static final List<String> NAMES = List.of(
            "id",
            "user_id",
            "list_id",
            "datetime",
            "title",
            "description",
            "done",
            "order",
            "version",
            "expires_at",
            "under_deletion",
            "email");
    private static final List<Instant> TIMES = List.of(
            Instant.parse("2026-01-01T10:00:00Z"),
            Instant.EPOCH,
            Instant.MIN,
            Instant.MAX,
            Instant.parse("-0001-01-01T00:00:00Z"),
            Instant.parse("+10000-01-01T00:00:00Z"));

    private WildRecords() {}

    /** A record, and the source that it comes from. */
    public record Sourced(StreamSource source, Record record) {
        @Override
        public String toString() {
            return source + " " + record.eventNameAsString();
        }
    }

    public static StreamSource source(Chaos chaos) {
        StreamSource source = StreamSource.of(chaos.once(6) ? new TableName("things") : chaos.oneOf(TABLES))
                .withTimeToLive("expires_at");
        return chaos.once(3) ? source.asReplica() : source;
    }

    /** A record as DynamoDB gives it. */
    public static Record sound(Chaos chaos, int number) {
        Map<String, AttributeValue> key = key(chaos);
        String event = chaos.oneOf(List.of("INSERT", "MODIFY", "REMOVE"));
        StreamRecord.Builder data = StreamRecord.builder()
                .keys(key)
                .sequenceNumber(Long.toString(1_000L + number))
                .approximateCreationDateTime(
                        Instant.parse("2026-01-01T10:00:00Z").plusSeconds(number));
        if (!event.equals("REMOVE")) {
            data.newImage(image(chaos, key));
        }
        if (!event.equals("INSERT")) {
            data.oldImage(image(chaos, key));
        }
        Record.Builder record = Record.builder().eventName(event).dynamodb(data.build());
        if (event.equals("REMOVE") && chaos.once(2)) {
            record.userIdentity(Identity.builder()
                    .type("Service")
                    .principalId("dynamodb.amazonaws.com")
                    .build());
        }
        return record.build();
    }

    private static Map<String, AttributeValue> key(Chaos chaos) {
        return chaos.once(2)
                ? Map.of("id", AttributeValue.fromS("L" + chaos.below(5)))
                : Map.of(
                        "list_id", AttributeValue.fromS("L" + chaos.sound().text()),
                        "user_id", AttributeValue.fromN(Integer.toString(chaos.below(5))));
    }

    private static Map<String, AttributeValue> image(Chaos chaos, Map<String, AttributeValue> key) {
        Map<String, AttributeValue> image = new LinkedHashMap<>(chaos.soundAttributes());
        for (String name : NAMES) {
            if (chaos.once(3)) {
                image.put(name, chaos.sound().value());
            }
        }
        if (chaos.once(3)) {
            image.put("expires_at", AttributeValue.fromN(chaos.sound().number()));
        }
        image.putAll(key);
        return image;
    }

    /** A record as nobody should give it: with parts missing, of wrong types, too deep or out of range. */
    public static Record wild(Chaos chaos, int number) {
        Record record = sound(chaos, number);
        for (int left = 1 + chaos.below(2); left > 0; left--) {
            record = damaged(chaos, record);
        }
        return record;
    }

    private static Record damaged(Chaos chaos, Record record) {
        return switch (chaos.below(10)) {
            case 0 ->
                record.toBuilder()
                        .eventName(chaos.once(3) ? null : chaos.text())
                        .build();
            case 1 ->
                record.toBuilder()
                        .userIdentity(Identity.builder()
                                .type(chaos.text())
                                .principalId(chaos.once(2) ? null : chaos.text())
                                .build())
                        .build();
            case 2 ->
                chaos.once(4) ? record.toBuilder().dynamodb((StreamRecord) null).build() : record;
            default ->
                record.dynamodb() == null
                        ? record
                        : record.toBuilder()
                                .dynamodb(damaged(chaos, record.dynamodb()))
                                .build();
        };
    }

    private static StreamRecord damaged(Chaos chaos, StreamRecord data) {
        StreamRecord.Builder damaged = data.toBuilder();
        switch (chaos.below(8)) {
            case 0 -> damaged.keys(chaos.once(3) ? null : chaos.wildAttributes(data.keys()));
            case 1, 2 -> damaged.newImage(chaos.once(5) ? null : chaos.wildAttributes(data.newImage()));
            case 3, 4 -> damaged.oldImage(chaos.once(5) ? null : chaos.wildAttributes(data.oldImage()));
            case 5 -> damaged.sequenceNumber(chaos.once(3) ? null : chaos.digits());
            case 6 -> damaged.approximateCreationDateTime(chaos.once(3) ? null : chaos.oneOf(TIMES));
            default -> damaged.streamViewType(chaos.oneOf(List.of("KEYS_ONLY", "NEW_IMAGE", chaos.text())));
        }
        return damaged.build();
    }
}
