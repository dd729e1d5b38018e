package dev.afterimage.seed.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.seed.sample.SampleTables;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

@ExtendWith(LeavesNothingOpen.class)
class LocalDynamoIT {
    private static final Map<String, AttributeValue> ADA =
            Map.of("id", AttributeValue.fromS("u1"), "email", AttributeValue.fromS("ada@example.org"));

    @Test
    void answers_on_the_loopback_address_only() throws IOException {
        try (LocalDynamo local = LocalDynamo.start()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), local.port()), 2000);
            }
            for (InetAddress address : addressesOfThisMachine()) {
                assertThatThrownBy(() -> connect(address, local.port())).isInstanceOf(ConnectException.class);
            }
        }
    }

    @Test
    void answers_elsewhere_when_told_so() throws IOException {
        try (LocalDynamo local = LocalDynamo.start(LocalSettings.inMemory().withHost("0.0.0.0"))) {
            for (InetAddress address : addressesOfThisMachine()) {
                connect(address, local.port());
            }
            assertThat(local.endpoint()).hasHost("127.0.0.1");
        }
    }

    @Test
    void frees_its_port_when_closed() {
        LocalDynamo first = LocalDynamo.start();
        int port = first.port();
        first.close();
        first.close();

        try (LocalDynamo second = LocalDynamo.start(LocalSettings.inMemory().withPort(port))) {
            assertThat(second.port()).isEqualTo(port);
        }
    }

    @Test
    void a_taken_port_is_named_with_the_option_that_changes_it() {
        try (LocalDynamo first = LocalDynamo.start()) {
            LocalSettings same = LocalSettings.inMemory().withPort(first.port());

            assertThatThrownBy(() -> LocalDynamo.start(same))
                    .isInstanceOf(CannotStartException.class)
                    .hasMessage("port %d is taken: choose another with --port", first.port());
        }
    }

    @Test
    void a_host_that_is_none_of_this_machine_is_named_with_the_option_that_changes_it() {
        LocalSettings elsewhere = LocalSettings.inMemory().withHost("192.0.2.1");

        assertThatThrownBy(() -> LocalDynamo.start(elsewhere))
                .isInstanceOf(CannotStartException.class)
                .hasMessage("this machine has no address '192.0.2.1': choose another with --host");
    }

    @Test
    void keeps_tables_items_and_ttl_in_a_folder(@TempDir Path folder) {
        LocalSettings settings = LocalSettings.inMemory().withData(folder.resolve("data"));
        try (LocalDynamo local = LocalDynamo.start(settings);
                DynamoDbClient client = local.client()) {
            SampleTables.create(client);
            client.putItem(put -> put.tableName("users").item(ADA));
        }

        try (LocalDynamo local = LocalDynamo.start(settings);
                DynamoDbClient client = local.client()) {
            assertThat(SampleTables.create(client)).isEmpty();
            assertThat(client.scan(scan -> scan.tableName("users")).items()).containsExactly(ADA);
        }
    }

    @Test
    void a_folder_in_use_is_refused(@TempDir Path folder) {
        LocalSettings settings = LocalSettings.inMemory().withData(folder);
        try (LocalDynamo first = LocalDynamo.start(settings)) {
            assertThat(first.port()).isPositive();

            assertThatThrownBy(() -> LocalDynamo.start(settings))
                    .isInstanceOf(CannotStartException.class)
                    .hasMessage(
                            "cannot keep data in %s: another process uses it; choose another folder with --data",
                            folder);
        }
    }

    @Test
    void a_file_in_place_of_the_folder_is_refused(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> LocalDynamo.start(LocalSettings.inMemory().withData(file)))
                .isInstanceOf(CannotStartException.class)
                .hasMessage("cannot keep data in %s: it is a file; choose another folder with --data", file);
    }

    @Test
    void every_key_and_region_see_the_same_tables() {
        try (LocalDynamo local = LocalDynamo.start();
                DynamoDbClient one = local.client();
                DynamoDbClient other = LocalClients.items(local.endpoint(), "somebody", "eu-central-1")) {
            SampleTables.create(one);

            assertThat(other.listTables().tableNames()).containsExactly("guests", "items", "lists", "users");
        }
    }

    @Test
    void rolls_and_trims_the_shards_of_the_database_that_it_serves() {
        try (LocalDynamo local = LocalDynamo.start();
                DynamoDbClient client = local.client();
                DynamoDbStreamsClient streams = LocalClients.streams(local.endpoint())) {
            SampleTables.create(client);
            String stream = client.describeTable(describe -> describe.tableName("users"))
                    .table()
                    .latestStreamArn();
            client.putItem(put -> put.tableName("users").item(ADA));

            local.rollShards();

            List<Shard> shards = shards(streams, stream);
            assertThat(shards).hasSize(2);
            assertThat(shards.getLast().parentShardId())
                    .isEqualTo(shards.getFirst().shardId());
            assertThat(records(streams, stream, shards.getFirst())).hasSize(1);

            local.dilateTime(Duration.ofHours(25));
            assertThatThrownBy(() -> records(streams, stream, shards.getFirst()))
                    .isInstanceOf(ResourceNotFoundException.class);
        }
    }

    private static List<Shard> shards(DynamoDbStreamsClient streams, String stream) {
        return streams.describeStream(describe -> describe.streamArn(stream))
                .streamDescription()
                .shards();
    }

    private static List<Record> records(DynamoDbStreamsClient streams, String stream, Shard shard) {
        String iterator = streams.getShardIterator(get -> get.streamArn(stream)
                        .shardId(shard.shardId())
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        return streams.getRecords(get -> get.shardIterator(iterator)).records();
    }

    private static void connect(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 2000);
        }
    }

    private static List<InetAddress> addressesOfThisMachine() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
    }
}
