package dev.afterimage.app;

import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.seed.sample.SampleTables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Tests that find the sample tables, empty, in an embedded DynamoDB of their own. */
abstract class OnSampleTables {
    final LocalDynamo dynamo = LocalDynamo.start();
    final DynamoDbClient client = dynamo.client();

    @BeforeEach
    void sample_tables() {
        SampleTables.create(client);
    }

    @AfterEach
    void close() {
        client.close();
        dynamo.close();
    }
}
