package dev.afterimage.messaging;

import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** How clients are made: with a time limit for each call, and one attempt, since a sink has its own way to try again. */
final class Clients {
    private static final Duration ATTEMPT = Duration.ofSeconds(5);
    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** A sink makes one call at a time. */
    private static final int CONNECTIONS = 2;

    private Clients() {}

    static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C open(
            B builder, MessagingAccess access) {
        access.endpoint().ifPresent(builder::endpointOverride);
        return builder.region(access.region())
                .credentialsProvider(access.credentials())
                .overrideConfiguration(override -> override.apiCallAttemptTimeout(ATTEMPT)
                        .apiCallTimeout(ATTEMPT)
                        .retryStrategy(strategy -> strategy.maxAttempts(1)))
                .httpClientBuilder(Apache5HttpClient.builder()
                        .maxConnections(CONNECTIONS)
                        .connectionTimeout(CONNECT)
                        .tcpKeepAlive(true))
                .build();
    }
}
