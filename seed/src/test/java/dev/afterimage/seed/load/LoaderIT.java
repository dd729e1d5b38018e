package dev.afterimage.seed.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.seed.batch.Backoff;
import dev.afterimage.seed.batch.BatchWriter;
import dev.afterimage.seed.local.LeavesNothingOpen;
import dev.afterimage.seed.local.LocalClients;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.seed.sample.SampleTables;
import dev.afterimage.table.TableDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

@ExtendWith(LeavesNothingOpen.class)
class LoaderIT {
    private static final Lapsing LAPSING = new Lapsing(0.2, Lapsing.FROM, Duration.ofDays(1));

    private final LocalDynamo local = LocalDynamo.start();
    private final DynamoDbClient client = local.client();
    private final AtomicInteger heard = new AtomicInteger();

    @AfterEach
    void close() {
        client.close();
        local.close();
    }

    @Test
    void writes_every_item_and_nothing_else() throws InterruptedException {
        SampleTables.create(client);
        SampleData data = new SampleData(new LoadSettings(5, new LoadSizes(20, 2, 4, 1), LAPSING, 0));

        LoadReport report = load(data);

        assertThat(report.written()).isEqualTo(data.size()).isEqualTo(heard.get());
        for (TableDefinition table : SampleTables.all()) {
            assertThat(scan(table.name()))
                    .containsExactlyInAnyOrderElementsOf(data.items()
                            .filter(item -> item.table().equals(table.name()))
                            .map(TableItem::item)
                            .toList());
        }
    }

    @Test
    void loading_again_changes_nothing() throws InterruptedException {
        SampleTables.create(client);
        SampleData data = new SampleData(new LoadSettings(5, new LoadSizes(3, 2, 2, 1), LAPSING, 0));

        load(data);
        load(data);

        assertThat(records("items")).hasSize(3 * 2 * 2);
    }

    @Test
    void writes_large_items() throws InterruptedException {
        SampleTables.create(client);
        SampleData data = new SampleData(new LoadSettings(5, new LoadSizes(2, 1, 12, 1), LAPSING, 1));

        load(data);

        assertThat(scan(new TableName("items")))
                .hasSize(24)
                .allMatch(item -> item.string("description").orElseThrow().length() >= 50_000);
    }

    @Test
    void fails_with_what_the_first_batch_failed_with() {
        SampleData data = new SampleData(new LoadSettings(5, new LoadSizes(200, 2, 4, 1), LAPSING, 0));

        assertThatThrownBy(() -> load(data)).isInstanceOf(ResourceNotFoundException.class);
        assertThat(heard).hasValue(0);
    }

    private LoadReport load(SampleData data) throws InterruptedException {
        BatchWriter writer = new BatchWriter(client, new Backoff(new Random(1), Backoff.Pause.sleeping()));
        return new Loader(writer, 4, heard::addAndGet).load(data);
    }

    private List<Item> scan(TableName table) {
        return client.scanPaginator(scan -> scan.tableName(table.value()).consistentRead(true)).items().stream()
                .map(Item::of)
                .toList();
    }

    private List<Record> records(String table) {
        String stream = client.describeTable(describe -> describe.tableName(table))
                .table()
                .latestStreamArn();
        try (DynamoDbStreamsClient streams = LocalClients.streams(local.endpoint())) {
            String shard = streams.describeStream(describe -> describe.streamArn(stream))
                    .streamDescription()
                    .shards()
                    .getLast()
                    .shardId();
            String iterator = streams.getShardIterator(get ->
                            get.streamArn(stream).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .shardIterator();
            return streams.getRecords(get -> get.shardIterator(iterator)).records();
        }
    }
}
