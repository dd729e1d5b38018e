package dev.afterimage.dynamo;

import dev.afterimage.history.Read;
import dev.afterimage.history.ReadCost;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.undo.PutBack;
import dev.afterimage.undo.PutBackOutcome;
import dev.afterimage.undo.SourceItems;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Puts items of source tables back: the only part of the program that writes to them, and that reads items there. What was
 * replaced comes back with the write.
 */
public final class DynamoSourceItems implements SourceItems {
    private final DynamoDbClient client;

    public DynamoSourceItems(DynamoDbClient client) {
        this.client = client;
    }

    @Override
    public Read<Optional<Item>> now(TableName table, ItemKey key) {
        GetItemResponse answer = client.getItem(request -> request.tableName(table.value())
                .key(key.attributes())
                .consistentRead(true)
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
        return new Read<>(item(answer.item()), new ReadCost(PartitionQuery.units(answer.consumedCapacity()), 1));
    }

    @Override
    public PutBackOutcome putBack(PutBack putBack) {
        try {
            return write(putBack);
        } catch (ConditionalCheckFailedException changed) {
            return new PutBackOutcome.Changed();
        } catch (SdkException failure) {
            return outcome(failure, putBack);
        }
    }

    private PutBackOutcome write(PutBack putBack) {
        PutBackText text = PutBackText.of(putBack);
        if (putBack.wanted().isEmpty()) {
            DeleteItemResponse answer = client.deleteItem(text.delete());
            return done(answer.attributes(), answer.consumedCapacity());
        }
        if (putBack.seen().isEmpty()) {
            PutItemResponse answer = client.putItem(text.put());
            return done(answer.attributes(), answer.consumedCapacity());
        }
        UpdateItemResponse answer = client.updateItem(text.update());
        return done(answer.attributes(), answer.consumedCapacity());
    }

    private static PutBackOutcome done(Map<String, AttributeValue> replaced, ConsumedCapacity consumed) {
        return new PutBackOutcome.Done(PartitionQuery.units(consumed), item(replaced));
    }

    private static PutBackOutcome outcome(SdkException failure, PutBack putBack) {
        if (!(failure instanceof AwsServiceException answer)) {
            return Explanation.lacksCredentials(failure)
                    ? new PutBackOutcome.Refused(Explanation.of(failure))
                    : new PutBackOutcome.Unanswered(String.valueOf(failure.getMessage()));
        }
        ServiceError error = ServiceError.of(answer);
        return switch (error.kind()) {
            case THROTTLED, CONTENDED -> new PutBackOutcome.Busy(error.detail());
            case UNANSWERED -> new PutBackOutcome.Unanswered(error.detail());
            case DENIED ->
                new PutBackOutcome.Refused(error.detail()
                        + ": allow dynamodb:PutItem, UpdateItem and DeleteItem on " + putBack.table()
                        + " to the role that puts items back (aws.undo_role, else aws.source_role)");
            case REJECTED, MISSING, UNKNOWN_CALLER, OTHER -> new PutBackOutcome.Refused(Explanation.of(error));
        };
    }

    private static Optional<Item> item(Map<String, AttributeValue> attributes) {
        return attributes.isEmpty() ? Optional.empty() : Optional.of(Item.of(attributes));
    }
}
