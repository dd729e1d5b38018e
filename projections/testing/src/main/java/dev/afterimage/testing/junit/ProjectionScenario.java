package dev.afterimage.testing.junit;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.Projection;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.testing.ChangeHistory;
import dev.afterimage.testing.InMemoryTables;
import dev.afterimage.testing.ProjectionTester;
import dev.afterimage.testing.embedded.EmbeddedTables;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Changes that projections are given, and the rows that are expected of them. For one thread.
 *
 * <p>Whatever was given is also applied in batches cut anywhere, twice, after crashes, and in other orders of items and
 * tables: {@link #check}, which {@link #expectRows} calls and, at the end of a test, {@link AfterimageTest} does.
 */
public final class ProjectionScenario {
    private final ProjectionTester tester;
    private final ChangeHistory history;
    private final RecordedEvents recorded;
    private final Optional<EmbeddedTables> embedded;
    private final long seed;
    private final List<Change> read = new ArrayList<>();
    private int checked;

    ProjectionScenario(ProjectionTester tester, RecordedEvents recorded, Optional<EmbeddedTables> embedded, long seed) {
        this.tester = tester;
        this.history = new ChangeHistory(recorded.sources());
        this.recorded = recorded;
        this.embedded = embedded;
        this.seed = seed;
    }

    /**
     * A scenario without the annotation: for projections that are made with parameters. It runs in memory; events are
     * read from the root of the class path on.
     *
     * @param sources the tables that changes are made of by {@link #given()}
     */
    public static ProjectionScenario of(List<? extends Projection> projections, List<TableDefinition> sources) {
        return new ProjectionScenario(
                new ProjectionTester(projections),
                new RecordedEvents(ProjectionScenario.class, sources),
                Optional.empty(),
                1);
    }

    /** What happens to the source tables, step by step. */
    public ChangeHistory given() {
        if (recorded.sources().isEmpty()) {
            throw new IllegalStateException("no source tables are known: name the file in whose 'sources' they stand, "
                    + "as in @AfterimageTest(value = …, tables = \"tables.yaml\")");
        }
        return history;
    }

    /**
     * Adds the changes of an event, in the JSON that Lambda functions receive and that {@code run --record} writes. They
     * come between those of {@link #given()} by their sequence numbers.
     *
     * @param event a file beside the test's class, or from the root of the class path on with {@code /} before it
     */
    public ProjectionScenario given(String event) {
        read.addAll(recorded.read(event));
        return this;
    }

    /** All that was given, in the order of sequence numbers. */
    public List<Change> changes() {
        return Stream.concat(history.changes().stream(), read.stream())
                .sorted(Comparator.comparing(Change::sequence))
                .toList();
    }

    /** The tables after all that was given, in memory. */
    public InMemoryTables tables() {
        return tester.tablesAfter(changes());
    }

    /**
     * Expects these rows in a derived table, no others, in any order. Rows that readers do not see yet, or no more, do not
     * count. An {@link AssertionError} tells which are missing and which are too many.
     */
    public void expectRows(String table, Item... rows) {
        TableName name = new TableName(table);
        List<Item> expected = List.of(rows);
        new Shown(table, "", expected).check(tables().shownRows(name));
        checkTheRest();
        embedded.ifPresent(real -> {
            real.apply(changes());
            new Shown(table, " in DynamoDB", expected).check(real.shownRows(name));
        });
    }

    /**
     * Checks what {@link Projection} demands of every projection, over all that was given: the same answer when asked
     * twice, and the same rows however the changes are cut, repeated and ordered.
     */
    public void check() {
        List<Change> all = changes();
        tester.verify(all, seed);
        checked = all.size();
    }

    /** Checks unless that is done already. */
    void checkTheRest() {
        if (changes().size() != checked) {
            check();
        }
    }

    Optional<DynamoDbClient> client() {
        return embedded.map(EmbeddedTables::client);
    }

    void close() {
        embedded.ifPresent(EmbeddedTables::close);
    }
}
