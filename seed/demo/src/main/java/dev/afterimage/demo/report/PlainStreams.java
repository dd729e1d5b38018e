package dev.afterimage.demo.report;

import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Reads tables' streams from their beginning, without the Kinesis Client Library and without the worker's decoder. */
record PlainStreams(DynamoDbClient dynamo, DynamoDbStreamsClient streams) {
    List<StreamRecord> of(List<TableName> tables) {
        List<StreamRecord> records = new ArrayList<>();
        tables.forEach(table -> read(table, records));
        return records;
    }

    private void read(TableName table, List<StreamRecord> into) {
        String arn = dynamo.describeTable(request -> request.tableName(table.value()))
                .table()
                .latestStreamArn();
        Set<String> keys = keys(arn);
        for (Shard shard : shards(arn)) {
            String iterator = streams.getShardIterator(request -> request.streamArn(arn)
                            .shardId(shard.shardId())
                            .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .shardIterator();
            readShard(iterator, record -> into.add(record(table, keys, record)));
        }
    }

    private Set<String> keys(String arn) {
        return streams.describeStream(request -> request.streamArn(arn)).streamDescription().keySchema().stream()
                .map(KeySchemaElement::attributeName)
                .collect(Collectors.toUnmodifiableSet());
    }

    private List<Shard> shards(String arn) {
        List<Shard> shards = new ArrayList<>();
        Optional<String> last = Optional.empty();
        do {
            DescribeStreamRequest.Builder request =
                    DescribeStreamRequest.builder().streamArn(arn);
            last.ifPresent(request::exclusiveStartShardId);
            StreamDescription page = streams.describeStream(request.build()).streamDescription();
            shards.addAll(page.shards());
            last = Optional.ofNullable(page.lastEvaluatedShardId());
        } while (last.isPresent());
        return shards;
    }

    /** Reads to the end of a closed shard, or to the first empty page of an open one, which the embedded one has at its tip. */
    private void readShard(String first, Consumer<Record> consumer) {
        Optional<String> iterator = Optional.of(first);
        while (iterator.isPresent()) {
            String next = iterator.get();
            GetRecordsResponse page = streams.getRecords(request -> request.shardIterator(next));
            page.records().forEach(consumer);
            iterator = page.records().isEmpty() ? Optional.empty() : Optional.ofNullable(page.nextShardIterator());
        }
    }

    /** The embedded DynamoDB adds the key of a local secondary index to the keys of some TTL deletes. */
    private static StreamRecord record(TableName table, Set<String> keys, Record record) {
        Map<String, AttributeValue> key = new HashMap<>(record.dynamodb().keys());
        key.keySet().retainAll(keys);
        ChangeId id = new ChangeId(
                table, ItemKey.of(key), SequenceNumber.of(record.dynamodb().sequenceNumber()));
        return new StreamRecord(id, record.eventName() == OperationType.UNKNOWN_TO_SDK_VERSION);
    }
}
