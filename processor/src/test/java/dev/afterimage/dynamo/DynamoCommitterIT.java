package dev.afterimage.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.ShardId;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.testing.EveryType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@NullMarked
class DynamoCommitterIT {
    private static final TableDefinition ROWS = TableDefinition.of("rows", KeySchema.of(KeyAttribute.string("id")));
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final EmbeddedTables TABLES = EmbeddedTables.open(ROWS);

    @AfterAll
    static void close() {
        TABLES.close();
    }

    @Test
    void commits_a_position_with_its_writes_and_says_what_it_cost() {
        Lane lane = lane("commits");
        CommitPlan plan = plan(Position.start(lane), "1", Write.put(row("R1"), EveryType.attributes()));

        CommitOutcome outcome = TABLES.committer().commit(plan);

        assertThat(outcome).isEqualTo(new CommitOutcome.Applied(4));
        assertThat(TABLES.positions().of(lane)).isEqualTo(plan.to());
        assertThat(TABLES.rows(ROWS.name()))
                .contains(Item.of(EveryType.attributes()).with("id", AttributeValue.fromS("R1")));
    }

    @Test
    void a_second_commit_from_the_same_position_is_stale() {
        Lane lane = lane("stale");
        CommitPlan plan = plan(Position.start(lane), "1");
        TABLES.committer().commit(plan);

        assertThat(TABLES.committer().commit(plan)).isEqualTo(new CommitOutcome.Stale());
    }

    private static CommitPlan plan(Position from, String sequence, Write... writes) {
        ChangeId id = new ChangeId(from.lane().table(), ItemKey.of("id", "I1"), SequenceNumber.of(sequence));
        Change change = new Change.Inserted(id, AT, Item.of(id.key().attributes()));
        return new CommitPlan(from, from.after(change, AT), List.of(writes), List.of(change));
    }

    private static RowKey row(String id) {
        return new RowKey(ROWS.name(), ItemKey.of("id", id));
    }

    private static Lane lane(String shard) {
        return new Lane(new TableName("items"), new ShardId(shard));
    }
}
