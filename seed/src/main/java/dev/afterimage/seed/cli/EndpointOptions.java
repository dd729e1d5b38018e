package dev.afterimage.seed.cli;

import dev.afterimage.item.TableName;
import dev.afterimage.seed.local.LocalClients;
import dev.afterimage.seed.sample.SampleTables;
import dev.afterimage.table.TableDefinition;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** The options that say where DynamoDB is. */
final class EndpointOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Such as http://127.0.0.1:8000, instead of AWS. One on this machine needs no credentials.")
    private @Nullable URI endpoint;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The AWS region (default: that of the environment or profile).")
    private @Nullable String region;

    @Option(
            names = "--embedded",
            description =
                    "It is a DynamoDB Local on another machine, such as a container: treat it like one on this one.")
    private boolean embedded;

    /** A new client; whoever opens it closes it. */
    DynamoDbClient open(int connections) {
        DynamoDbClientBuilder builder = DynamoDbClient.builder()
                .httpClientBuilder(Apache5HttpClient.builder().maxConnections(connections));
        endpoint().ifPresent(builder::endpointOverride);
        Optional.ofNullable(region).map(Region::of).ifPresent(builder::region);
        if (isOwn()) {
            // A server of one's own that refuses connections will do so a second later, too.
            builder.credentialsProvider(LocalClients.credentials())
                    .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD));
            if (region == null) {
                builder.region(Region.of(LocalClients.REGION));
            }
        }
        return builder.build();
    }

    /** In a DynamoDB Local, tables that are missing are created; on AWS nothing is that nobody asked for. */
    void prepareTables(DynamoDbClient client) {
        if (isOwn()) {
            List<TableDefinition> created = SampleTables.create(client);
            if (!created.isEmpty()) {
                spec.commandLine().getOut().println("created " + names(created));
            }
        }
    }

    static String names(List<TableDefinition> tables) {
        return String.join(
                ", ",
                tables.stream().map(TableDefinition::name).map(TableName::value).toList());
    }

    private Optional<URI> endpoint() {
        URI given = endpoint;
        if (given == null) {
            return Optional.empty();
        }
        if (given.getHost() == null || !List.of("http", "https").contains(given.getScheme())) {
            throw new ParameterException(
                    spec.commandLine(), "'" + given + "' is no endpoint: it looks like http://127.0.0.1:8000");
        }
        return Optional.of(given);
    }

    private boolean isOwn() {
        return endpoint()
                .map(URI::getHost)
                .filter(host -> embedded || isHere(host))
                .isPresent();
    }

    private static boolean isHere(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }
}
