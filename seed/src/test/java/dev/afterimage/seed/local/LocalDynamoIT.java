package dev.afterimage.seed.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.seed.sample.SampleTables;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class LocalDynamoIT {
    @Test
    void serves_the_sample_tables() {
        try (LocalDynamo local = LocalDynamo.start();
                DynamoDbClient client = local.client()) {
            SampleTables.create(client);
            assertThat(client.listTables().tableNames()).containsExactly("guests", "items", "lists", "users");
        }
    }

    @Test
    void a_taken_port_is_named_with_the_option_that_changes_it() {
        try (LocalDynamo first = LocalDynamo.start()) {
            assertThatThrownBy(() -> LocalDynamo.start(LocalSettings.inMemory().withPort(first.port())))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessage("port %d is taken: choose another with --port", first.port());
        }
    }
}
