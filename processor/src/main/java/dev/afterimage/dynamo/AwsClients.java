package dev.afterimage.dynamo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The clients of one worker: for source tables and their streams in one role, for its other tables and KCL's leases in
 * another, and for putting items of source tables back perhaps in a third. Thread-safe. Close it when nothing calls any more.
 *
 * <p>Each call has a time limit, since KCL waits for its own without one. The SDK tries a call but twice: what goes on
 * failing is for the lane's policy, which retries without end and says so.
 */
public final class AwsClients implements AutoCloseable {
    private static final int ATTEMPTS = 2;

    /** A lane holds a connection while it commits and one while it reads; there are as many lanes as open shards. */
    private static final int CONNECTIONS = 512;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /** Who assumes roles, where it is no worker. */
    private static final String NO_WORKER = "afterimage";

    private final Credentials credentials;
    private final DynamoDbClient sources;
    private final DynamoDbClient undo;
    private final DynamoDbClient tables;
    private final DynamoDbAsyncClient leases;
    private final DynamoDbStreamsClient streams;
    private final EventLoops loops;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** What comes with every call. */
    private record Calling(CallTimeouts timeouts, List<ExecutionInterceptor> interceptors) {}

    private AwsClients(
            AwsAccess access, String caller, List<ExecutionInterceptor> streamInterceptors, Calling calling) {
        this.credentials = new Credentials(access, caller);
        this.loops = new EventLoops();
        this.tables = tables(access, credentials.target(), calling);
        this.sources =
                access.roles().equals(AwsAccess.Roles.NONE) ? tables : tables(access, credentials.source(), calling);
        this.undo = access.roles().undo().isEmpty() ? sources : tables(access, credentials.undo(), calling);
        this.leases = configured(DynamoDbAsyncClient.builder(), access, credentials.target(), calling)
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .eventLoopGroup(loops.group())
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .tcpKeepAlive(true))
                .build();
        this.streams = configured(DynamoDbStreamsClient.builder(), access, credentials.source(), calling)
                .overrideConfiguration(configuration(calling, streamInterceptors))
                .httpClientBuilder(http())
                .build();
    }

    public static AwsClients open(AwsAccess access) {
        return open(access, List.of());
    }

    /** The clients of a worker, whose id the owners of roles see. */
    public static AwsClients open(AwsAccess access, String workerId) {
        return open(access, workerId, CallListener.NONE);
    }

    /** The same with somebody who is told of each call. */
    public static AwsClients open(AwsAccess access, String workerId, CallListener calls) {
        Calling calling = new Calling(CallTimeouts.STANDARD, List.of(new CallInterceptor(calls)));
        return new AwsClients(access, workerId, List.of(), calling);
    }

    /** With interceptors of the calls to streams, in order. */
    public static AwsClients open(AwsAccess access, List<ExecutionInterceptor> streamInterceptors) {
        return open(access, streamInterceptors, CallTimeouts.STANDARD);
    }

    static AwsClients open(AwsAccess access, List<ExecutionInterceptor> streamInterceptors, CallTimeouts timeouts) {
        return new AwsClients(access, NO_WORKER, streamInterceptors, new Calling(timeouts, List.of()));
    }

    private static DynamoDbClient tables(AwsAccess access, AwsCredentialsProvider credentials, Calling calling) {
        return configured(DynamoDbClient.builder(), access, credentials, calling)
                .httpClientBuilder(http())
                .build();
    }

    /** For looking at source tables. */
    public DynamoDbClient sources() {
        return sources;
    }

    /** For putting items of source tables back. */
    public DynamoDbClient undo() {
        return undo;
    }

    /** For all other tables: blocking, made for many lanes at once. */
    public DynamoDbClient tables() {
        return tables;
    }

    /** For KCL's leases. */
    public DynamoDbAsyncClient leases() {
        return leases;
    }

    /** For streams. */
    public DynamoDbStreamsClient streams() {
        return streams;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try (credentials;
                    loops;
                    tables;
                    sources;
                    undo;
                    leases) {
                streams.close();
            }
        }
    }

    private static <B extends AwsClientBuilder<B, C>, C> B configured(
            B builder, AwsAccess access, AwsCredentialsProvider credentials, Calling calling) {
        access.endpoint().ifPresent(builder::endpointOverride);
        return builder.region(access.region())
                .credentialsProvider(credentials)
                .overrideConfiguration(configuration(calling, List.of()));
    }

    private static ClientOverrideConfiguration configuration(Calling calling, List<ExecutionInterceptor> more) {
        ClientOverrideConfiguration.Builder configuration = ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(calling.timeouts().attempt())
                .apiCallTimeout(calling.timeouts().call())
                .retryStrategy(strategy -> strategy.maxAttempts(ATTEMPTS));
        calling.interceptors().forEach(configuration::addExecutionInterceptor);
        more.forEach(configuration::addExecutionInterceptor);
        return configuration.build();
    }

    private static Apache5HttpClient.Builder http() {
        return Apache5HttpClient.builder()
                .maxConnections(CONNECTIONS)
                .connectionTimeout(CONNECT_TIMEOUT)
                .tcpKeepAlive(true);
    }
}
