package dev.afterimage.seed.local;

import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Clients for a DynamoDB on this machine, with credentials that open nothing. */
public final class LocalClients {
    /** The access key and the secret: DynamoDB Local takes letters and digits, and checks nothing else. */
    public static final String KEY = "local";

    /** Any region does. */
    public static final String REGION = "us-east-1";

    private LocalClients() {}

    /** A new client with connections of its own, whose calls the watchers see; whoever opens it closes it. */
    public static DynamoDbClient items(URI endpoint, ExecutionInterceptor... watchers) {
        return items(endpoint, KEY, REGION, watchers);
    }

    /** A new client of the streams with connections of its own; whoever opens it closes it. */
    public static DynamoDbStreamsClient streams(URI endpoint) {
        return DynamoDbStreamsClient.builder()
                .endpointOverride(endpoint)
                .credentialsProvider(credentials(KEY))
                .region(Region.of(REGION))
                .httpClientBuilder(connections())
                .build();
    }

    /** Credentials that open nothing, but that a client needs to sign its requests. */
    public static AwsCredentialsProvider credentials() {
        return credentials(KEY);
    }

    static DynamoDbClient items(URI endpoint, String key, String region, ExecutionInterceptor... watchers) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .credentialsProvider(credentials(key))
                .region(Region.of(region))
                .httpClientBuilder(connections())
                .overrideConfiguration(override -> override.executionInterceptors(List.of(watchers)))
                .build();
    }

    private static AwsCredentialsProvider credentials(String key) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(key, key));
    }

    private static Apache5HttpClient.Builder connections() {
        return Apache5HttpClient.builder().maxConnections(64);
    }
}
