package dev.afterimage.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.CommitterContract;
import dev.afterimage.commit.TestChanges;
import dev.afterimage.dynamo.FaultyEndpoint.Fault;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.Positions;
import dev.afterimage.lane.ShardId;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.testing.EveryType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(ClosesAll.class)
class DynamoCommitterIT extends CommitterContract {
    private static final EmbeddedTables TABLES = EmbeddedTables.open(ROWS);
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final CallTimeouts BRIEF = new CallTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(5));
    private static final Lane LANE = new Lane(TestChanges.TABLE, new ShardId("costs"));

    @AfterAll
    static void close() {
        TABLES.close();
    }

    @Override
    protected Committer committer() {
        return TABLES.committer();
    }

    @Override
    protected Positions positions() {
        return TABLES.positions();
    }

    @Override
    protected Optional<Item> stored(RowKey row) {
        return TABLES.row(row);
    }

    @Test
    void says_what_a_commit_costs() {
        RowKey row = new RowKey(ROWS.name(), ItemKey.of("id", "costs"));
        Position from = Position.start(LANE);
        CommitPlan plan = new CommitPlan(
                from,
                from.after(TestChanges.inserted(1), AT),
                List.of(
                        Write.put(row, EveryType.attributes()),
                        Write.update(new RowKey(ROWS.name(), ItemKey.of("id", "nothing")))),
                List.of());

        assertThat(committer().commit(plan)).isEqualTo(new CommitOutcome.Applied(4));

        assertThat(stored(row)).contains(Item.of(EveryType.attributes()).with("id", AttributeValue.fromS("costs")));
        assertThat(stored(new RowKey(ROWS.name(), ItemKey.of("id", "nothing")))).isEmpty();
    }

    @Test
    void a_commit_whose_answer_is_lost_has_taken_effect_once() {
        Lane lane = new Lane(TestChanges.TABLE, new ShardId("lost-answer"));
        RowKey row = new RowKey(ROWS.name(), ItemKey.of("id", "lost-answer"));
        Position from = Position.start(lane);
        CommitPlan plan = new CommitPlan(
                from,
                from.after(TestChanges.inserted(1), AT),
                List.of(Write.update(row).add("count", 1)),
                List.of());

        try (FaultyEndpoint endpoint = FaultyEndpoint.before(TABLES.endpoint());
                AwsClients clients = AwsClients.open(AwsAccess.embedded(endpoint.address()), List.of(), BRIEF)) {
            endpoint.on("TransactWriteItems", new Fault.LostAnswer());
            Committer committer = new DynamoCommitter(clients.commits(), EmbeddedTables.NAMING);

            assertThat(committer.commit(plan)).isInstanceOf(CommitOutcome.Unanswered.class);
            endpoint.mend("TransactWriteItems");

            assertThat(committer.commit(plan)).isEqualTo(new CommitOutcome.Stale());
        }

        assertThat(positions().of(lane)).isEqualTo(plan.to());
        assertThat(stored(row).flatMap(stored -> stored.get("count"))).contains(AttributeValue.fromN("1"));
    }
}
