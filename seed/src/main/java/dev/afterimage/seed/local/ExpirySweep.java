package dev.afterimage.seed.local;

import dev.afterimage.item.Item;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.dynamodb.services.local.shared.access.LocalDBAccess;
import software.amazon.dynamodb.services.local.shared.access.TableInfo;

/**
 * Deletes what is due in every table with TTL, as DynamoDB Local's own job does: as the system's deletion, under the
 * table's lock.
 *
 * <p>That job looks at 20 items every 10 seconds, so that in a table of a thousand an item outlives its time by minutes;
 * and the first lapsed item that lacks an attribute of an index key ends it for that table, for good.
 */
final class ExpirySweep {
    /** What is older is taken for a mistake and stays (Developer Guide, "Using time to live"). */
    private static final Duration OLDEST = Duration.ofDays(5 * 365);

    private final LocalDBAccess storage;
    private final DynamoDbClient client;
    private final InstantSource clock;

    ExpirySweep(Database database, InstantSource clock) {
        this.storage = database.storage();
        this.client = database.clients().dynamoDbClient();
        this.clock = clock;
    }

    /** Looks through every table once; answers how many items it deleted. */
    int run() {
        return storage.fetchAllTablesWithTimeToLiveEnabled().keySet().stream()
                .mapToInt(this::sweep)
                .sum();
    }

    private int sweep(String table) {
        TableInfo info = storage.getTableInfo(table);
        if (info == null || info.getTimeToLiveSpecification() == null) {
            return 0;
        }
        String attribute = info.getTimeToLiveSpecification().attributeName();
        return (int) due(table, attribute).stream()
                .map(item -> keyOf(info, item))
                .filter(key -> deleteIfStillDue(table, attribute, key))
                .count();
    }

    private List<Map<String, AttributeValue>> due(String table, String attribute) {
        Instant now = clock.instant();
        return client
                .scanPaginator(request -> request.tableName(table)
                        .filterExpression("#at BETWEEN :oldest AND :now")
                        .expressionAttributeNames(Map.of("#at", attribute))
                        .expressionAttributeValues(Map.of(":oldest", seconds(now.minus(OLDEST)), ":now", seconds(now))))
                .items()
                .stream()
                .toList();
    }

    /** Found without the lock, which a scan would hold for long; so it may have been renewed in between. */
    private boolean deleteIfStillDue(String table, String attribute, Map<String, AttributeValue> key) {
        Lock lock = storage.getLockForTable(table).writeLock();
        lock.lock();
        try {
            Item item = Item.of(
                    client.getItem(request -> request.tableName(table).key(key).consistentRead(true))
                            .item());
            boolean due = item.epochSeconds(attribute)
                    .filter(at -> !at.isAfter(clock.instant()))
                    .isPresent();
            return due && storage.deleteRecord(table, inside(key), true);
        } finally {
            lock.unlock();
        }
    }

    private static Map<String, AttributeValue> keyOf(TableInfo info, Map<String, AttributeValue> item) {
        Map<String, AttributeValue> key = new HashMap<>(item);
        key.keySet().retainAll(info.getBaseTableKeyNames());
        return key;
    }

    private static Map<String, software.amazon.dynamodb.services.local.shared.model.AttributeValue> inside(
            Map<String, AttributeValue> key) {
        Map<String, software.amazon.dynamodb.services.local.shared.model.AttributeValue> inside = new HashMap<>();
        key.forEach((name, value) -> inside.put(name, inside(value)));
        return inside;
    }

    private static software.amazon.dynamodb.services.local.shared.model.AttributeValue inside(AttributeValue value) {
        var inside = new software.amazon.dynamodb.services.local.shared.model.AttributeValue();
        return switch (value.type()) {
            case S -> inside.withS(value.s());
            case N -> inside.withN(value.n());
            case B -> inside.withB(value.b().asByteBuffer());
            case SS, NS, BS, M, L, BOOL, NUL, UNKNOWN_TO_SDK_VERSION ->
                throw new IllegalArgumentException("no key holds a value of type " + value.type());
        };
    }

    private static AttributeValue seconds(Instant instant) {
        return AttributeValue.fromN(Long.toString(instant.getEpochSecond()));
    }
}
