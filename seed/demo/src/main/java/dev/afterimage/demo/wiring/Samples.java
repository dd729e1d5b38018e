package dev.afterimage.demo.wiring;

import dev.afterimage.demo.report.Inspection;
import dev.afterimage.demo.report.Recorded;
import dev.afterimage.dynamo.DynamoAuditLog;
import dev.afterimage.dynamo.DynamoExpirations;
import dev.afterimage.dynamo.DynamoParkingLot;
import dev.afterimage.dynamo.TableNaming;
import dev.afterimage.item.TableName;
import dev.afterimage.seed.batch.Backoff;
import dev.afterimage.seed.batch.BatchWriter;
import dev.afterimage.seed.load.LoadSettings;
import dev.afterimage.seed.load.Loader;
import dev.afterimage.seed.load.SampleData;
import dev.afterimage.seed.sample.SampleTables;
import dev.afterimage.table.TableDefinition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The sample tables, filled, and looked at afterwards. */
public final class Samples {
    private static final int THREADS = 2;

    private Samples() {}

    /** The tables that are followed. */
    public static List<TableName> sources() {
        return SampleTables.all().stream().map(TableDefinition::name).toList();
    }

    /** Fills the tables, which must exist. */
    public static void load(DynamoDbClient client, LoadSettings settings) throws InterruptedException {
        Backoff backoff = new Backoff(RandomGenerator.getDefault(), Backoff.Pause.sleeping());
        new Loader(new BatchWriter(client, backoff), THREADS, items -> {}).load(new SampleData(settings));
    }

    /**
     * An inspection of them, and of what a worker with the usual table names has made of them.
     *
     * @param since before anything was recorded
     */
    public static Inspection inspection(DynamoDbClient tables, DynamoDbStreamsClient streams, Instant since) {
        return new Inspection(
                tables,
                streams,
                sources(),
                since,
                view -> TableNaming.STANDARD.of(new TableName(view)).value(),
                new Recorded(
                        new DynamoAuditLog(tables, TableNaming.STANDARD, InstantSource.system()),
                        new DynamoExpirations(tables, TableNaming.STANDARD, InstantSource.system()),
                        new DynamoParkingLot(tables, TableNaming.STANDARD)));
    }
}
