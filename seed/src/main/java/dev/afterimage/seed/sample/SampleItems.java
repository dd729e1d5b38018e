package dev.afterimage.seed.sample;

import dev.afterimage.item.Item;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items of the sample tables and their keys, attribute by attribute as the tables' other programs write them. */
public final class SampleItems {
    private static final DateTimeFormatter DATETIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private SampleItems() {}

    public static Item user(String id, String email) {
        return item(Map.entry("id", text(id)), Map.entry("email", text(email)));
    }

    public static Item list(String id, String userId, String title) {
        return item(Map.entry("id", text(id)), Map.entry("user_id", text(userId)), Map.entry("title", text(title)));
    }

    /** An invitation: it lapses where it has an end, and is for good where it has none. */
    public static Item guest(String listId, String userId, Optional<Instant> expiresAt) {
        return lapsing(guestKey(listId, userId), expiresAt);
    }

    /** Something to do, in its first version. */
    public static Item todo(
            Map<String, AttributeValue> key,
            String description,
            boolean done,
            long order,
            Optional<Instant> expiresAt) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>(key);
        attributes.put("description", text(description));
        attributes.put("done", AttributeValue.fromBool(done));
        attributes.put("order", number(order));
        attributes.put("version", number(1));
        return lapsing(attributes, expiresAt);
    }

    /** The key of a user or of a list. */
    public static Map<String, AttributeValue> key(String id) {
        return Map.of("id", text(id));
    }

    public static Map<String, AttributeValue> guestKey(String listId, String userId) {
        return ordered(Map.entry("list_id", text(listId)), Map.entry("user_id", text(userId)));
    }

    public static Map<String, AttributeValue> todoKey(String listId, String datetime) {
        return ordered(Map.entry("list_id", text(listId)), Map.entry("datetime", text(datetime)));
    }

    /** When an item was written, as its sort key has it: in UTC, with milliseconds always, so that it sorts. */
    public static String datetime(Instant written) {
        return DATETIME.format(written);
    }

    public static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    public static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    /** A moment in the form that TTL reads: seconds since 1970. */
    public static AttributeValue seconds(Instant instant) {
        return number(instant.getEpochSecond());
    }

    private static Item lapsing(Map<String, AttributeValue> attributes, Optional<Instant> expiresAt) {
        Map<String, AttributeValue> all = new LinkedHashMap<>(attributes);
        expiresAt.ifPresent(at -> all.put(SampleTables.EXPIRES_AT, seconds(at)));
        return Item.of(all);
    }

    @SafeVarargs
    private static Item item(Map.Entry<String, AttributeValue>... attributes) {
        return Item.of(ordered(attributes));
    }

    @SafeVarargs
    private static Map<String, AttributeValue> ordered(Map.Entry<String, AttributeValue>... attributes) {
        Map<String, AttributeValue> ordered = new LinkedHashMap<>();
        for (Map.Entry<String, AttributeValue> attribute : attributes) {
            ordered.put(attribute.getKey(), attribute.getValue());
        }
        return ordered;
    }
}
