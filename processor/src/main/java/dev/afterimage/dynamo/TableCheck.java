package dev.afterimage.dynamo;

import dev.afterimage.audit.AuditRows;
import dev.afterimage.backfill.BackfillRows;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.expiry.FeedRows;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.PositionRows;
import dev.afterimage.parking.ParkedRows;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.version.VersionRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Finds everything about tables that would keep a worker from its work, and changes nothing: whether they exist with the
 * right keys, indexes, stream and time to live, and whether the worker may describe, read and write them as it needs to.
 *
 * <p>What it cannot find: too low a limit of a table or the account, a key of KMS that stops the reading of old rows, and
 * a permission that depends on the key or the attributes of a row.
 *
 * <p>Where DynamoDB does not answer at all, or does not know the caller, nothing else can be found and the failure is
 * thrown as it is; {@link Explanation} says what it means.
 */
public final class TableCheck {
    private final DynamoDbClient client;
    private final TableLookup lookup;
    private final SourceCheck sources;

    public TableCheck(AwsClients clients) {
        this.client = clients.tables();
        this.lookup = new TableLookup(client);
        this.sources = new SourceCheck(new TableLookup(clients.sources()), clients.streams(), clients.undo());
    }

    /** Every problem, table after table; empty where a worker can start. */
    public List<TableProblem> check(WorkerTables tables) {
        List<TableProblem> problems = new ArrayList<>(namedTwice(tables));
        tables.sources().forEach(source -> problems.addAll(sources.check(source)));
        problems.addAll(check(tables.naming().of(PositionRows.TABLE), this::tryPositions));
        boolean undo = tables.sources().stream().anyMatch(SourceTable::undo);
        problems.addAll(check(tables.naming().of(AuditRows.TABLE), undo ? this::tryUndoLog : this::tryLog));
        problems.addAll(check(tables.naming().of(ExpiryRows.TABLE), this::tryLog));
        problems.addAll(check(tables.naming().of(FeedRows.TABLE), this::tryFeed));
        problems.addAll(check(tables.naming().of(ParkedRows.TABLE), this::tryParking));
        problems.addAll(check(tables.naming().of(VersionRows.TABLE), this::tryVersions));
        problems.addAll(check(tables.naming().of(BackfillRows.TABLE), this::tryBackfills));
        tables.leaseTables().forEach(table -> problems.addAll(check(table, this::tryLeases)));
        tables.derivedTables().forEach(table -> problems.addAll(check(table, this::tryDerived)));
        return problems;
    }

    private static List<TableProblem> namedTwice(WorkerTables tables) {
        Map<TableName, Long> uses =
                tables.names().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return uses.entrySet().stream()
                .filter(use -> use.getValue() > 1)
                .map(use -> new TableProblem(
                        use.getKey(),
                        "is meant to be " + use.getValue() + " tables at once",
                        "tell source, derived and own tables apart by their prefixes"))
                .toList();
    }

    /** Tries what a worker does with a table. */
    private interface Use {
        void attempt(TableDefinition table, Trials trials);
    }

    private List<TableProblem> check(TableDefinition table, Use use) {
        Trials trials = new Trials(table.name());
        trials.may("dynamodb:DescribeTable", () -> {
            Optional<TableDescription> found = lookup.describe(table.name());
            if (found.isEmpty()) {
                trials.problem("does not exist", "run 'tables create'");
            } else if (!TableLookup.active(found.get())) {
                trials.problem("is " + found.get().tableStatusAsString(), "wait until it is active");
            } else {
                compare(table, found.get(), trials);
                if (trials.problems().isEmpty()) {
                    use.attempt(table, trials);
                }
            }
        });
        return trials.problems();
    }

    private void compare(TableDefinition table, TableDescription found, Trials trials) {
        trials.problems(TableDifferences.between(table, found));
        if (table.timeToLive().isPresent()) {
            trials.may(
                    "dynamodb:DescribeTimeToLive",
                    () -> trials.problems(TableDifferences.ofTimeToLive(table, lookup.timeToLive(table.name())).stream()
                            .toList()));
        }
    }

    private void tryPositions(TableDefinition table, Trials trials) {
        tryLog(table, trials);
        tryReading(table, trials);
    }

    private void tryLog(TableDefinition table, Trials trials) {
        trials.may("dynamodb:PutItem", new WriteTrial(client, table)::put);
    }

    /** The end of an undo is added to the note of its beginning. */
    private void tryUndoLog(TableDefinition table, Trials trials) {
        tryLog(table, trials);
        trials.may("dynamodb:UpdateItem", new WriteTrial(client, table)::update);
    }

    /** Only an operator deletes what is parked, perhaps in another role. */
    private void tryParking(TableDefinition table, Trials trials) {
        WriteTrial write = new WriteTrial(client, table);
        trials.may("dynamodb:PutItem", write::put);
        trials.may("dynamodb:UpdateItem", write::update);
        trials.may("dynamodb:Query", () -> query(table, ParkedRows.QUEUE, write));
    }

    private void tryFeed(TableDefinition table, Trials trials) {
        WriteTrial write = new WriteTrial(client, table);
        trials.may("dynamodb:PutItem", write::put);
        trials.may("dynamodb:DeleteItem", write::delete);
        trials.may("dynamodb:Query", () -> query(table, FeedRows.QUEUE, write));
    }

    /** Lanes read states and fences, and write fences; more is for operators. */
    private void tryVersions(TableDefinition table, Trials trials) {
        WriteTrial write = new WriteTrial(client, table);
        trials.may("dynamodb:PutItem", write::put);
        trials.may("dynamodb:Query", () -> query(table, VersionRows.GROUP, write));
        trials.may("dynamodb:BatchGetItem", write::getBatch);
    }

    /** A worker always looks whether there are any; what loading one takes is allowed to most workers never. */
    private void tryBackfills(TableDefinition table, Trials trials) {
        WriteTrial write = new WriteTrial(client, table);
        trials.may("dynamodb:GetItem", write::get);
        trials.may("dynamodb:Query", () -> query(table, BackfillRows.QUEUE, write));
    }

    private void query(TableDefinition table, String partition, WriteTrial write) {
        client.query(request -> request.tableName(table.name().value())
                .keyConditionExpression("#queue = :queue")
                .expressionAttributeNames(Map.of("#queue", partition))
                .expressionAttributeValues(Map.of(":queue", write.partition()))
                .limit(1));
    }

    private void tryDerived(TableDefinition table, Trials trials) {
        WriteTrial write = new WriteTrial(client, table);
        trials.may("dynamodb:PutItem", write::put);
        trials.may("dynamodb:UpdateItem", write::update);
        trials.may("dynamodb:DeleteItem", write::delete);
    }

    private void tryLeases(TableDefinition table, Trials trials) {
        tryDerived(table, trials);
        tryReading(table, trials);
    }

    private void tryReading(TableDefinition table, Trials trials) {
        String name = table.name().value();
        trials.may("dynamodb:GetItem", new WriteTrial(client, table)::get);
        trials.may(
                "dynamodb:Scan",
                () -> client.scan(request -> request.tableName(name).limit(1)));
    }
}
