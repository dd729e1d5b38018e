package dev.afterimage.app;

import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.config.Config;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.dynamo.DynamoCommitter;
import dev.afterimage.dynamo.DynamoParkingLot;
import dev.afterimage.dynamo.DynamoPositions;
import dev.afterimage.dynamo.TableNaming;
import dev.afterimage.item.TableName;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.pipeline.Containment;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.projection.Projection;
import dev.afterimage.stream.StreamSource;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What applies changes, without what follows streams: for triggers that bring the changes themselves. It opens no console
 * and delivers nothing, and knows no versions: of each projection the first one gets the changes. Thread-safe; closing it again does nothing.
 */
public final class Engine implements AutoCloseable {
    private final Blueprint blueprint;
    private final AwsClients clients;
    private final Containment containment;
    private final Opened opened;

    private Engine(Blueprint blueprint, AwsClients clients, Containment containment, Opened opened) {
        this.blueprint = blueprint;
        this.clients = clients;
        this.containment = containment;
        this.opened = opened;
    }

    static Engine open(Config config, List<Projection> own) {
        Opened opened = new Opened();
        try {
            Projections projections = opened.add(Projections.open(own, config.plugins()));
            Blueprint blueprint = new Blueprint(config, projections.firstVersions());
            AwsClients clients = opened.add(AwsClients.open(blueprint.access()));
            return new Engine(blueprint, clients, opened.add(blueprint.containment()), opened);
        } catch (RuntimeException | Error failure) {
            opened.closeAfter(failure);
            throw failure;
        }
    }

    /** How the records of a table are to be understood; empty where it is no source. */
    public Optional<StreamSource> source(TableName table) {
        return blueprint.streamSources().stream()
                .filter(source -> source.table().equals(table))
                .findFirst();
    }

    /** What a lane's pipeline works with; this listener alone is told what happens in it. */
    public ChangePipeline.Parts parts(PipelineListener listener) {
        InstantSource clock = InstantSource.system();
        TableNaming naming = blueprint.naming();
        return new ChangePipeline.Parts(
                blueprint.router(clients),
                containment,
                new CommitPlanner(CommitLimits.DYNAMODB),
                new DynamoCommitter(clients.commits(), naming),
                new DynamoPositions(clients.tables(), naming),
                new DynamoParkingLot(clients.tables(), naming),
                blueprint.failures(RandomGenerator.getDefault()),
                listener,
                clock);
    }

    /** Creates what is missing of the own and derived tables. */
    public void createTables() {
        new TablePreparation(clients, blueprint.tables()).create();
    }

    @Override
    public void close() {
        opened.close();
    }
}
