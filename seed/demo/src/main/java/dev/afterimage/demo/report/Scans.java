package dev.afterimage.demo.report;

import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reads whole tables, strongly consistent. */
record Scans(DynamoDbClient dynamo) {
    List<Row> of(String table) {
        return dynamo.scanPaginator(request -> request.tableName(table).consistentRead(true)).items().stream()
                .map(Row::of)
                .toList();
    }
}
