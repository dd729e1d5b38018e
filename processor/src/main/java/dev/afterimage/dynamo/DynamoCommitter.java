package dev.afterimage.dynamo;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.Transaction;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * Commits a transaction as one {@code TransactWriteItems}, of which the first actions have conditions: that a lane's
 * position is where its plan starts. The only caller of {@code transactWriteItems} that writes anything.
 */
public final class DynamoCommitter implements Committer {
    private final DynamoDbClient client;
    private final TableNaming naming;

    public DynamoCommitter(DynamoDbClient client, TableNaming naming) {
        this.client = client;
        this.naming = naming;
    }

    @Override
    public CommitOutcome commit(Transaction plan) {
        Actions actions = Actions.of(plan, naming);
        try {
            return new CommitOutcome.Applied(
                    writeUnits(client.transactWriteItems(request(actions)).consumedCapacity()));
        } catch (SdkException failure) {
            return CommitFailures.outcome(failure, actions);
        }
    }

    /** The transaction that commits this plan. */
    public TransactWriteItemsRequest request(Transaction plan) {
        return request(Actions.of(plan, naming));
    }

    private static TransactWriteItemsRequest request(Actions actions) {
        return TransactWriteItemsRequest.builder()
                .transactItems(actions.items())
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .build();
    }

    private static double writeUnits(List<ConsumedCapacity> consumed) {
        return consumed.stream()
                .mapToDouble(table -> table.writeCapacityUnits() != null ? table.writeCapacityUnits() : units(table))
                .sum();
    }

    private static double units(ConsumedCapacity table) {
        return table.capacityUnits() != null ? table.capacityUnits() : 0;
    }
}
