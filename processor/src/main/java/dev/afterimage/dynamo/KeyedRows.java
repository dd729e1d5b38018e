package dev.afterimage.dynamo;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Reads rows by their keys, many at once; every read is strongly consistent. Thread-safe. */
record KeyedRows(DynamoDbClient client) {
    /** DynamoDB's limit for one BatchGetItem (API reference). */
    private static final int AT_ONCE = 100;

    private record Place(String table, ItemKey key) {}

    /** Those of these rows of one table that exist, in any order. */
    List<Item> of(String table, List<ItemKey> keys) {
        return of(Map.of(table, keys)).getOrDefault(table, List.of());
    }

    /** The same for several tables, by their physical names; no key twice. */
    Map<String, List<Item>> of(Map<String, List<ItemKey>> keys) {
        List<Place> places = keys.entrySet().stream()
                .flatMap(table -> table.getValue().stream().map(key -> new Place(table.getKey(), key)))
                .toList();
        Map<String, List<Item>> found = new HashMap<>();
        for (int begin = 0; begin < places.size(); begin += AT_ONCE) {
            batch(places.subList(begin, Math.min(places.size(), begin + AT_ONCE)), found);
        }
        return found;
    }

    /** A batch may be answered in part: the rest is asked for again. */
    private void batch(List<Place> places, Map<String, List<Item>> found) {
        Map<String, KeysAndAttributes> left = places.stream()
                .collect(Collectors.groupingBy(
                        Place::table, Collectors.collectingAndThen(Collectors.toList(), KeyedRows::asked)));
        while (!left.isEmpty()) {
            Map<String, KeysAndAttributes> asked = left;
            BatchGetItemResponse answer = client.batchGetItem(request -> request.requestItems(asked));
            answer.responses()
                    .forEach((table, rows) -> rows.forEach(row ->
                            found.computeIfAbsent(table, _ -> new ArrayList<>()).add(Item.of(row))));
            left = answer.unprocessedKeys();
        }
    }

    private static KeysAndAttributes asked(List<Place> places) {
        return KeysAndAttributes.builder()
                .keys(places.stream().map(place -> place.key().attributes()).toList())
                .consistentRead(true)
                .build();
    }
}
