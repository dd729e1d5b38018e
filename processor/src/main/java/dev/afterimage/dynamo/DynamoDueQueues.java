package dev.afterimage.dynamo;

import dev.afterimage.due.DueQueues;
import dev.afterimage.expiry.DueItem;
import dev.afterimage.expiry.DueRows;
import dev.afterimage.expiry.FeedRows;
import dev.afterimage.item.Item;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads what is due from the feed's table, strongly consistent. */
public final class DynamoDueQueues implements DueQueues {
    private final DynamoDbClient client;
    private final String table;

    public DynamoDueQueues(DynamoDbClient client, TableNaming naming) {
        this.client = client;
        this.table = naming.of(FeedRows.TABLE.name()).value();
    }

    @Override
    public List<DueItem> head(String queue, Instant until, int most) {
        return client
                .query(request -> request.tableName(table)
                        .consistentRead(true)
                        .limit(most)
                        .keyConditionExpression("#queue = :queue AND #place <= :until")
                        .expressionAttributeNames(Map.of("#queue", FeedRows.QUEUE, "#place", FeedRows.PLACE))
                        .expressionAttributeValues(Map.of(
                                ":queue", AttributeValue.fromS(queue),
                                ":until", AttributeValue.fromS(DueRows.until(until)))))
                .items()
                .stream()
                .map(row -> DueRows.decode(Item.of(row)))
                .toList();
    }
}
