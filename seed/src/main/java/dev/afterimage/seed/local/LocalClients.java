package dev.afterimage.seed.local;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Clients for a DynamoDB on this machine, with credentials that are none. */
public final class LocalClients {
    /** DynamoDB Local takes letters and digits only for an access key, and checks nothing else. */
    public static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

    /** Any region does. */
    public static final Region REGION = Region.US_EAST_1;

    private LocalClients() {}

    /** A new client with connections of its own; whoever opens it closes it. */
    public static DynamoDbClient items(URI endpoint) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .credentialsProvider(CREDENTIALS)
                .region(REGION)
                .httpClientBuilder(Apache5HttpClient.builder().maxConnections(64))
                .build();
    }

    /** A new client of the streams with connections of its own; whoever opens it closes it. */
    public static DynamoDbStreamsClient streams(URI endpoint) {
        return DynamoDbStreamsClient.builder()
                .endpointOverride(endpoint)
                .credentialsProvider(CREDENTIALS)
                .region(REGION)
                .httpClientBuilder(Apache5HttpClient.builder().maxConnections(64))
                .build();
    }
}
