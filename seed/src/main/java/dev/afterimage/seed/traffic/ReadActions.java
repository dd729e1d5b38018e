package dev.afterimage.seed.traffic;

import dev.afterimage.item.Item;
import dev.afterimage.seed.sample.SampleItems;
import dev.afterimage.seed.sample.SampleTables;
import dev.afterimage.table.TableDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Get;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;

/** What users look at. Thread-safe. */
final class ReadActions {
    private final TableReads reads;

    ReadActions(TableReads reads) {
        this.reads = reads;
    }

    Outcome list(String id) {
        Optional<Item> list = reads.lately(SampleTables.LISTS, SampleItems.key(id));
        reads.all(by(SampleTables.ITEMS, "items_by_order", "list_id", id));
        return Outcome.of(list.isPresent());
    }

    /** As the tutorial's program does it: the lists that the user owns, those shared with them, and each of these. */
    Outcome overview(String userId) {
        List<Item> own = reads.all(by(SampleTables.LISTS, "lists_by_user_id", "user_id", userId));
        List<Map<String, AttributeValue>> shared =
                reads.all(by(SampleTables.GUESTS, "guests_by_user_id", "user_id", userId)).stream()
                        .flatMap(guest -> guest.string("list_id").stream())
                        .map(SampleItems::key)
                        .toList();
        List<Item> guestOf = reads.batch(SampleTables.LISTS, shared);
        return Outcome.of(!own.isEmpty() || !guestOf.isEmpty());
    }

    Outcome owner(String listId) {
        Optional<String> owner =
                reads.lately(SampleTables.LISTS, SampleItems.key(listId)).flatMap(list -> list.string("user_id"));
        return owner.map(
                        user -> reads.together(List.of(get(SampleTables.LISTS, listId), get(SampleTables.USERS, user))))
                .map(both -> Outcome.of(both.size() == 2))
                .orElse(Outcome.MISSED);
    }

    Outcome browse() {
        return Outcome.of(!reads.scan(SampleTables.ITEMS, 100).isEmpty());
    }

    private static QueryRequest by(TableDefinition table, String index, String attribute, String value) {
        return QueryRequest.builder()
                .tableName(table.name().value())
                .indexName(index)
                .keyConditionExpression(attribute + " = :value")
                .expressionAttributeValues(Map.of(":value", SampleItems.text(value)))
                .build();
    }

    private static TransactGetItem get(TableDefinition table, String id) {
        return TransactGetItem.builder()
                .get(Get.builder()
                        .tableName(table.name().value())
                        .key(SampleItems.key(id))
                        .build())
                .build();
    }
}
