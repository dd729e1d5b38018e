package dev.afterimage.dynamo;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.TestChanges;
import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.ShardId;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.testing.TablesContract;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;

/** The committer writes to tables of DynamoDB what {@code InMemoryTables} writes to tables in memory. */
@ExtendWith(ClosesAll.class)
class DynamoTablesIT extends TablesContract {
    private static final EmbeddedTables TABLES = EmbeddedTables.open();
    private static final Lane LANE = new Lane(TestChanges.TABLE, new ShardId("contract"));

    @AfterAll
    static void close() {
        TABLES.close();
    }

    @Override
    protected Tables open(List<TableDefinition> definitions) {
        TABLES.create(definitions);
        definitions.forEach(TABLES::clear);
        return new Committed();
    }

    private static final class Committed implements Tables {
        @Override
        public void apply(Write write) {
            Position from = TABLES.positions().of(LANE);
            Position to = from.after(TestChanges.inserted(from.revision() + 1), Instant.EPOCH);
            CommitOutcome outcome = TABLES.committer().commit(new CommitPlan(from, to, List.of(write), List.of()));
            if (!(outcome instanceof CommitOutcome.Applied)) {
                throw new IllegalArgumentException(outcome.toString());
            }
        }

        @Override
        public Optional<Item> get(RowKey row) {
            return TABLES.row(row);
        }

        @Override
        public List<Item> rows(TableName table) {
            return TABLES.rows(table);
        }
    }
}
