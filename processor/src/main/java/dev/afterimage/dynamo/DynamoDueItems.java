package dev.afterimage.dynamo;

import dev.afterimage.due.DueItems;
import dev.afterimage.expiry.DueItem;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * Reads items of the source tables, strongly consistent, many in one call. Items of a table that is no source any more count
 * as gone.
 */
public final class DynamoDueItems implements DueItems {
    private final DynamoDbClient client;
    private final Set<TableName> sources;

    public DynamoDueItems(DynamoDbClient client, Collection<TableName> sources) {
        this.client = client;
        this.sources = Set.copyOf(sources);
    }

    /** Which item of which table. */
    private record Place(String table, ItemKey key) {
        static Place of(DueItem item) {
            return new Place(item.id().table().value(), item.id().key());
        }
    }

    @Override
    public Map<DueItem, Optional<Item>> read(List<DueItem> items) {
        Set<Place> wanted = items.stream()
                .filter(item -> sources.contains(item.id().table()))
                .map(Place::of)
                .collect(Collectors.toSet());
        Map<Place, Item> found = new HashMap<>();
        Set<Place> unread = wanted.isEmpty() ? Set.of() : read(wanted, found);
        Map<DueItem, Optional<Item>> read = new LinkedHashMap<>();
        for (DueItem item : items) {
            Place place = Place.of(item);
            if (!unread.contains(place)) {
                read.put(item, Optional.ofNullable(found.get(place)));
            }
        }
        return read;
    }

    /** Answers what DynamoDB has left out this time. */
    private Set<Place> read(Set<Place> wanted, Map<Place, Item> found) {
        Map<String, KeysAndAttributes> request = wanted.stream()
                .collect(Collectors.groupingBy(
                        Place::table,
                        Collectors.collectingAndThen(
                                Collectors.mapping(place -> place.key().attributes(), Collectors.toList()),
                                keys -> KeysAndAttributes.builder()
                                        .keys(keys)
                                        .consistentRead(true)
                                        .build())));
        BatchGetItemResponse response = client.batchGetItem(batch -> batch.requestItems(request));
        Map<String, Set<String>> keyNames = keyNames(wanted);
        response.responses()
                .forEach((table, rows) -> rows.forEach(row ->
                        found.put(new Place(table, key(row, keyNames.getOrDefault(table, Set.of()))), Item.of(row))));
        Set<Place> unread = new HashSet<>();
        response.unprocessedKeys()
                .forEach((table, keys) -> keys.keys().forEach(key -> unread.add(new Place(table, ItemKey.of(key)))));
        return unread;
    }

    private static Map<String, Set<String>> keyNames(Set<Place> places) {
        Map<String, Set<String>> names = new HashMap<>();
        places.forEach(
                place -> names.put(place.table(), place.key().attributes().keySet()));
        return names;
    }

    private static ItemKey key(Map<String, AttributeValue> row, Set<String> names) {
        Map<String, AttributeValue> key = new HashMap<>(row);
        key.keySet().retainAll(names);
        return ItemKey.of(key);
    }
}
