package dev.afterimage.dynamo;

import dev.afterimage.item.TableName;
import dev.afterimage.table.TableDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Creates tables that are missing and leaves alone what exists. May run again, and at the same time as another.
 */
public final class TableCreator {
    private static final Logger LOG = LoggerFactory.getLogger(TableCreator.class);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final DynamoDbClient client;
    private final TableLookup lookup;

    public TableCreator(DynamoDbClient client) {
        this.client = client;
        this.lookup = new TableLookup(client);
    }

    /**
     * What came of it.
     *
     * @param created the tables that did not exist before
     * @param problems in what the tables that did fall short of their definitions
     */
    public record Result(List<TableName> created, List<TableProblem> problems) {
        public Result {
            created = List.copyOf(created);
            problems = List.copyOf(problems);
        }
    }

    /** Makes sure that each of these tables, under their physical names, exists, is active and has its TTL enabled. */
    public Result create(List<TableDefinition> tables) {
        List<TableName> created = new ArrayList<>();
        for (TableDefinition table : tables) {
            if (createIfMissing(table)) {
                created.add(table.name());
            }
        }
        List<TableProblem> problems = new ArrayList<>();
        for (TableDefinition table : tables) {
            TableDescription description = awaitActive(table.name());
            table.timeToLive().ifPresent(attribute -> enableTimeToLive(table.name(), attribute));
            if (created.contains(table.name()) && table.settings().recoveryDays() > 0) {
                enableRecovery(table);
            }
            problems.addAll(TableDifferences.between(table, description));
            if (table.timeToLive().isPresent()) {
                TableDifferences.ofTimeToLive(table, lookup.timeToLive(table.name()))
                        .ifPresent(problems::add);
            }
        }
        return new Result(created, problems);
    }

    private boolean createIfMissing(TableDefinition table) {
        if (lookup.describe(table.name()).isPresent()) {
            return false;
        }
        try {
            client.createTable(table.createRequest());
            LOG.info("created table {}", table.name());
            return true;
        } catch (ResourceInUseException somebodyWasFaster) {
            return false;
        }
    }

    private TableDescription awaitActive(TableName table) {
        long start = System.nanoTime();
        for (Duration pause = FIRST_PAUSE; System.nanoTime() - start < PATIENCE.toNanos(); pause = longer(pause)) {
            Optional<TableDescription> description = lookup.describe(table);
            if (description.filter(TableLookup::active).isPresent()) {
                return description.get();
            }
            sleep(pause);
        }
        throw new IllegalStateException("table " + table + " is not active after " + PATIENCE.toMinutes() + " minutes");
    }

    private void enableTimeToLive(TableName table, String attribute) {
        if (lookup.timeToLive(table).isPresent()) {
            return;
        }
        try {
            client.updateTimeToLive(request -> request.tableName(table.value())
                    .timeToLiveSpecification(spec -> spec.enabled(true).attributeName(attribute)));
        } catch (DynamoDbException refused) {
            if (lookup.timeToLive(table).isEmpty()) {
                throw refused;
            }
        }
    }

    private void enableRecovery(TableDefinition table) {
        client.updateContinuousBackups(request -> request.tableName(table.name().value())
                .pointInTimeRecoverySpecification(spec -> spec.pointInTimeRecoveryEnabled(true)
                        .recoveryPeriodInDays(table.settings().recoveryDays())));
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private static void sleep(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a table", stop);
        }
    }
}
