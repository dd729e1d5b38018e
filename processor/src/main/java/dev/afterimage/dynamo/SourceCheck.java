package dev.afterimage.dynamo;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Checks that a source table can be followed. */
final class SourceCheck {
    private final TableLookup lookup;
    private final DynamoDbStreamsClient streams;
    private final DynamoDbClient undo;

    SourceCheck(TableLookup lookup, DynamoDbStreamsClient streams, DynamoDbClient undo) {
        this.lookup = lookup;
        this.streams = streams;
        this.undo = undo;
    }

    List<TableProblem> check(SourceTable source) {
        Trials trials = new Trials(source.name());
        trials.may(
                "dynamodb:DescribeTable",
                () -> lookup.describe(source.name())
                        .ifPresentOrElse(
                                found -> check(source, found, trials),
                                () -> trials.problem(
                                        "does not exist", "create it, or take it out of the configuration's sources")));
        return trials.problems();
    }

    private void check(SourceTable source, TableDescription table, Trials trials) {
        StreamSpecification stream = table.streamSpecification();
        if (stream == null || !Boolean.TRUE.equals(stream.streamEnabled())) {
            trials.problem("has no stream", "enable its stream with NEW_AND_OLD_IMAGES");
        } else if (stream.streamViewType() != StreamViewType.NEW_AND_OLD_IMAGES) {
            trials.problem(
                    "has a stream of " + stream.streamViewTypeAsString() + " only",
                    "disable its stream and enable it again with NEW_AND_OLD_IMAGES");
        } else {
            read(table.latestStreamArn(), trials);
        }
        if (source.undo()) {
            tryUndo(new WriteTrial(undo, source.name(), TableLookup.schema(table)), trials);
        }
        source.ttlAttribute().ifPresent(attribute -> checkTimeToLive(source, attribute, trials));
    }

    private static void tryUndo(WriteTrial trial, Trials trials) {
        trials.may("dynamodb:GetItem", trial::get);
        trials.may("dynamodb:PutItem", trial::put);
        trials.may("dynamodb:UpdateItem", trial::update);
        trials.may("dynamodb:DeleteItem", trial::delete);
    }

    private void checkTimeToLive(SourceTable source, String attribute, Trials trials) {
        trials.may("dynamodb:DescribeTimeToLive", () -> {
            Optional<String> found = lookup.timeToLive(source.name());
            if (found.isEmpty()) {
                trials.problem(
                        "has no time to live, while the configuration names the attribute '" + attribute + "'",
                        "enable it on the table, or take 'ttl_attribute' out of the configuration");
            } else if (!found.get().equals(attribute)) {
                trials.problem(
                        "has its time to live in '" + found.get() + "', while the configuration names '" + attribute
                                + "'",
                        "correct 'ttl_attribute'");
            }
        });
    }

    private void read(String arn, Trials trials) {
        Optional<Shard> shard = trials.answer(
                "dynamodb:DescribeStream",
                () -> Optional.of(streams.describeStream(request -> request.streamArn(arn))
                                .streamDescription()
                                .shards())
                        .filter(shards -> !shards.isEmpty())
                        .map(List::getLast));
        shard.flatMap(last -> iterator(arn, last, trials))
                .ifPresent(iterator -> trials.may(
                        "dynamodb:GetRecords",
                        () -> streams.getRecords(
                                request -> request.shardIterator(iterator).limit(1))));
    }

    private Optional<String> iterator(String arn, Shard shard, Trials trials) {
        return trials.answer(
                "dynamodb:GetShardIterator",
                () -> Optional.ofNullable(streams.getShardIterator(request -> request.streamArn(arn)
                                .shardId(shard.shardId())
                                .shardIteratorType(ShardIteratorType.LATEST))
                        .shardIterator()));
    }
}
