package dev.afterimage.demo.report;

import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
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
        for (Shard shard : shards(arn)) {
            String iterator = streams.getShardIterator(request -> request.streamArn(arn)
                            .shardId(shard.shardId())
                            .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .shardIterator();
            readShard(table, iterator, into);
        }
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
    private void readShard(TableName table, String first, List<StreamRecord> into) {
        Optional<String> iterator = Optional.of(first);
        while (iterator.isPresent()) {
            String next = iterator.get();
            GetRecordsResponse page = streams.getRecords(request -> request.shardIterator(next));
            page.records().forEach(record -> into.add(record(table, record)));
            iterator = page.records().isEmpty() ? Optional.empty() : Optional.ofNullable(page.nextShardIterator());
        }
    }

    private static StreamRecord record(TableName table, Record record) {
        ChangeId id = new ChangeId(
                table,
                ItemKey.of(record.dynamodb().keys()),
                SequenceNumber.of(record.dynamodb().sequenceNumber()));
        return new StreamRecord(id, record.eventName() == OperationType.UNKNOWN_TO_SDK_VERSION);
    }
}
