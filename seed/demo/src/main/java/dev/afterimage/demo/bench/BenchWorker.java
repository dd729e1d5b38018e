package dev.afterimage.demo.bench;

import dev.afterimage.cli.ProcessTermination;
import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.demo.wiring.EmbeddedEngine;
import dev.afterimage.dynamo.AwsAccess;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.dynamo.TableNaming;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.seed.sample.SampleTables;
import dev.afterimage.stream.Dialect;
import dev.afterimage.stream.StreamListener;
import dev.afterimage.stream.StreamSource;
import dev.afterimage.stream.kcl.Following;
import dev.afterimage.stream.kcl.StreamAccess;
import dev.afterimage.stream.kcl.StreamSettings;
import dev.afterimage.stream.kcl.StreamWorker;
import dev.afterimage.stream.kcl.WorkerIdentity;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.regions.Region;

/**
 * A worker as a process of its own, on an embedded DynamoDB but with any settings: the production program takes those for
 * AWS on AWS alone. Its arguments are the endpoint and the settings' name.
 */
final class BenchWorker {
    private static final Duration TO_END = Duration.ofSeconds(12);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private BenchWorker() {}

    public static void main(String[] arguments) {
        ProcessTermination termination = new ProcessTermination();
        StopSignal stop = termination.listen(TO_END);
        AwsAccess access = AwsAccess.embedded(URI.create(arguments[0]));
        LeaseTimes times = LeaseTimes.valueOf(arguments[1]);
        try (AwsClients clients = AwsClients.open(access);
                StreamWorker worker = worker(clients, times.settings())) {
            worker.start();
            System.out.println("afterimage: ready");
            while (stop.pause(LOOK)) {
                if (worker.ended().isDone()) {
                    throw new IllegalStateException("the worker has ended by itself");
                }
            }
        }
        termination.exit(0);
    }

    private static StreamWorker worker(AwsClients clients, StreamSettings settings) {
        EmbeddedEngine engine = new EmbeddedEngine(clients.tables(), TableNaming.STANDARD);
        List<StreamSource> sources = SampleTables.all().stream()
                .map(table -> StreamSource.of(table.name()).withDialect(Dialect.EMBEDDED))
                .toList();
        return new StreamWorker(
                new StreamAccess(clients.streams(), clients.sources(), clients.leases(), Region.US_EAST_1),
                new WorkerIdentity(System.getenv("AFTERIMAGE_WORKER_ID"), TableNaming.STANDARD.ownPrefix() + "leases_"),
                sources,
                settings,
                Following.of(
                        engine.parts(
                                new CommitPlanner(CommitLimits.DYNAMODB), engine.committer(), PipelineListener.NONE),
                        StreamListener.NONE));
    }
}
