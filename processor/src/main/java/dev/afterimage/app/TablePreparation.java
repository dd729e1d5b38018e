package dev.afterimage.app;

import dev.afterimage.cli.TableReport;
import dev.afterimage.dynamo.TableCreator;
import dev.afterimage.dynamo.TableProblem;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Sees to the tables before a worker starts: creates its own where DynamoDB is embedded, else only looks. */
final class TablePreparation {
    private final Blueprint blueprint;
    private final DynamoDbClient client;

    TablePreparation(Blueprint blueprint, DynamoDbClient client) {
        this.blueprint = blueprint;
        this.client = client;
    }

    List<TableReport> report() {
        return List.of();
    }

    void prepare() {
        if (blueprint.config().aws().embedded()) {
            List<TableProblem> problems =
                    new TableCreator(client).create(blueprint.createdTables()).problems();
            if (!problems.isEmpty()) {
                throw new UnfitTablesException(
                        problems.stream().map(TableProblem::toString).toList(), "Mend them and start again.");
            }
        }
    }
}
