package dev.afterimage.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.demo.wiring.EmbeddedEngine;
import dev.afterimage.dynamo.AwsAccess;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.dynamo.DynamoAuditLog;
import dev.afterimage.dynamo.DynamoExpirations;
import dev.afterimage.dynamo.DynamoParkingLot;
import dev.afterimage.dynamo.TableNaming;
import dev.afterimage.item.TableName;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.seed.sample.SampleTables;
import dev.afterimage.table.TableDefinition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class InspectionIT {
    @Test
    void finds_out_that_nobody_has_worked() {
        Instant start = Instant.now();
        try (LocalDynamo local = LocalDynamo.start();
                AwsClients clients = AwsClients.open(AwsAccess.embedded(local.endpoint()))) {
            SampleTables.create(clients.tables());
            new EmbeddedEngine(clients.tables(), TableNaming.STANDARD).createTables();
            clients.tables()
                    .putItem(request -> request.tableName("lists")
                            .item(Map.of(
                                    "id", AttributeValue.fromS("L1"),
                                    "title", AttributeValue.fromS("Groceries"),
                                    "user_id", AttributeValue.fromS("U1"))));

            Report report = inspection(clients, start).settled(() -> false);

            assertThat(report.holds()).isFalse();
            assertThat(report.changes()).isEqualTo(1);
            assertThat(report.appliedOnce()).isZero();
            assertThat(report.audit().problems()).hasSize(1);
            assertThat(report.views().problems())
                    .contains("list_summary lacks {list_id=L1, owner=U1, title=Groceries}")
                    .hasSize(2);
            assertThat(report.summary()).contains("0 applied once").contains("views DIFFER");
        }
    }

    private static Inspection inspection(AwsClients clients, Instant start) {
        List<TableName> sources =
                SampleTables.all().stream().map(TableDefinition::name).toList();
        return new Inspection(
                clients.tables(),
                clients.streams(),
                sources,
                start,
                view -> view,
                new Recorded(
                        new DynamoAuditLog(clients.tables(), TableNaming.STANDARD, InstantSource.system()),
                        new DynamoExpirations(clients.tables(), TableNaming.STANDARD, InstantSource.system()),
                        new DynamoParkingLot(clients.tables(), TableNaming.STANDARD)));
    }
}
