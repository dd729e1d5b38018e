package dev.afterimage.dynamo;

import dev.afterimage.audit.AuditRows;
import dev.afterimage.item.Item;
import dev.afterimage.rebuild.AuditWalk;
import dev.afterimage.version.WalkPlace;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** Walks through the audit table by parallel, strongly consistent scans; a page costs what its rows weigh. */
public final class DynamoAuditWalk implements AuditWalk {
    private final DynamoDbClient client;
    private final String table;

    public DynamoAuditWalk(DynamoDbClient client, TableNaming naming) {
        this.client = client;
        this.table = naming.of(AuditRows.TABLE.name()).value();
    }

    @Override
    public Page page(int segment, int segments, Optional<WalkPlace> after) {
        ScanRequest.Builder request = ScanRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .segment(segment)
                .totalSegments(segments)
                .projectionExpression("#item, #sequence")
                .expressionAttributeNames(Map.of("#item", AuditRows.ITEM, "#sequence", AuditRows.SEQUENCE));
        after.ifPresent(place -> request.exclusiveStartKey(Map.of(
                AuditRows.ITEM, AttributeValue.fromS(place.item()),
                AuditRows.SEQUENCE, AttributeValue.fromS(place.sequence()))));
        ScanResponse answer = client.scan(request.build());
        Set<String> items = new LinkedHashSet<>();
        answer.items().stream()
                .map(Item::of)
                .filter(AuditRows::isEntry)
                .forEach(row -> row.string(AuditRows.ITEM).ifPresent(items::add));
        return new Page(List.copyOf(items), next(Item.of(answer.lastEvaluatedKey())));
    }

    private static Optional<WalkPlace> next(Item key) {
        return key.string(AuditRows.ITEM)
                .flatMap(item -> key.string(AuditRows.SEQUENCE).map(sequence -> new WalkPlace(item, sequence)));
    }
}
