package dev.afterimage.demo.replay;

import dev.afterimage.cli.Failure;
import dev.afterimage.cli.Output;
import dev.afterimage.dynamo.AwsAccess;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.dynamo.TableNaming;
import dev.afterimage.item.TableName;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.seed.sample.SampleTables;
import dev.afterimage.stream.Dialect;
import dev.afterimage.stream.StreamSource;
import dev.afterimage.stream.fixture.FixtureLane;
import dev.afterimage.stream.fixture.FixtureReader;
import dev.afterimage.stream.fixture.MalformedFixture;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Replays recorded streams, and prints what came of them. */
@Command(
        name = "replay",
        description = {
            "Replay recorded streams, and print the derived rows and audit entries.",
            "A file has the JSON shape of the DynamoDB event that Lambda functions receive; 'run --record DIR' writes"
                    + " such files. Each file is a shard, unless its records name theirs."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  afterimage replay event.json",
            "  afterimage replay --endpoint http://127.0.0.1:8000 recorded/*.json",
            "  afterimage replay --ttl sessions=expires --replica sessions sessions.json"
        })
public final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The recorded streams, one file for each shard.")
    private List<Path> files = List.of();

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "A DynamoDB Local to apply the changes to (default: one of its own, gone at the end).")
    private @Nullable URI endpoint;

    @Option(
            names = "--ttl",
            paramLabel = "TABLE=ATTRIBUTE",
            description = "A table's TTL attribute; those of the sample tables are known.")
    private Map<String, String> timeToLive = new HashMap<>();

    @Option(
            names = "--replica",
            paramLabel = "TABLE",
            description = "A table whose TTL deletes may come from another region, and so name nobody.")
    private Set<String> replicas = new HashSet<>();

    @Option(
            names = "--embedded",
            description = "The files were recorded from DynamoDB Local, whose TTL deletes have no event name.")
    private boolean embedded;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        List<FixtureLane> lanes = lanes();
        Optional<URI> given = Optional.ofNullable(endpoint);
        if (given.isPresent()) {
            return replay(lanes, given.get());
        }
        try (LocalDynamo local = LocalDynamo.start()) {
            return replay(lanes, local.endpoint());
        }
    }

    private List<FixtureLane> lanes() {
        try {
            return new FixtureReader(this::source).read(files);
        } catch (MalformedFixture malformed) {
            throw Failure.of(String.valueOf(malformed.getMessage()));
        }
    }

    private StreamSource source(TableName table) {
        StreamSource plain = StreamSource.of(table).withDialect(embedded ? Dialect.EMBEDDED : Dialect.AWS);
        StreamSource timed = timeToLive(table).map(plain::withTimeToLive).orElse(plain);
        return replicas.contains(table.value()) ? timed.asReplica() : timed;
    }

    private Optional<String> timeToLive(TableName table) {
        return Optional.ofNullable(timeToLive.get(table.value()))
                .or(() -> SampleTables.all().stream()
                        .filter(sample -> sample.name().equals(table))
                        .flatMap(sample -> sample.timeToLive().stream())
                        .findFirst());
    }

    private int replay(List<FixtureLane> lanes, URI address) {
        try (AwsClients clients = AwsClients.open(AwsAccess.embedded(address))) {
            Replay.Result result = new Replay(clients.tables(), TableNaming.STANDARD).apply(lanes);
            ReplayText text = new ReplayText(spec.commandLine().getOut());
            if (output.isJson()) {
                text.json(result);
            } else {
                text.plain(result);
            }
            result.failure().ifPresent(failure -> {
                throw Failure.of(failure);
            });
            return 0;
        }
    }
}
