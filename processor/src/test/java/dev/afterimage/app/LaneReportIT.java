package dev.afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.dynamo.AwsAccess;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.dynamo.DynamoLeases;
import dev.afterimage.dynamo.DynamoPositions;
import dev.afterimage.dynamo.OwnTables;
import dev.afterimage.dynamo.TableCreator;
import dev.afterimage.dynamo.TableLookup;
import dev.afterimage.dynamo.TableNaming;
import dev.afterimage.item.ItemKey;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.LanePart;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.PositionRows;
import dev.afterimage.lane.ShardId;
import dev.afterimage.pipeline.ManualClock;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.seed.sample.SampleTables;
import dev.afterimage.stream.StartPosition;
import dev.afterimage.stream.StreamSource;
import dev.afterimage.stream.script.ScriptedEndpoint;
import dev.afterimage.stream.script.ScriptedStream;
import dev.afterimage.telemetry.Alarm;
import dev.afterimage.telemetry.FreshnessRules;
import dev.afterimage.telemetry.LaneStatus;
import dev.afterimage.telemetry.Unapplied;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What another process makes of leases, positions and streams, where no worker need be alive. */
class LaneReportIT {
    private static final TableNaming NAMING = TableNaming.STANDARD;

    private Runnable betweenLooks = () -> {};
    private final ManualClock clock = new ManualClock();
    private final Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    private final ScriptedStream script = new ScriptedStream();
    private final ScriptedEndpoint endpoint = ScriptedEndpoint.of(script);
    private final AwsClients scripted = AwsClients.open(AwsAccess.embedded(endpoint.address()));
    private final LocalDynamo dynamo = LocalDynamo.start();
    private final AwsClients clients = AwsClients.open(AwsAccess.embedded(dynamo.endpoint()));

    @BeforeEach
    void tables() {
        SampleTables.create(clients.tables());
        new TableCreator(clients.tables())
                .create(OwnTables.all().stream().map(NAMING::of).toList());
        new TableCreator(clients.tables()).create(List.of(OwnTables.leases(NAMING.leases(SampleTables.ITEMS.name()))));
    }

    @AfterEach
    void close() {
        try (endpoint;
                scripted;
                dynamo) {
            clients.close();
        }
    }

    @Test
    void a_lane_whose_worker_is_gone_stands_still_and_loses_second_by_second() {
        script.open("s");
        script.put("s", "a", "text", hoursAgo(20));
        script.put("s", "a", "text", hoursAgo(13));
        lease("s", "w1");
        position(applied("s", 1, hoursAgo(20)));

        LaneStatus lane = one(StreamSource.of(SampleTables.ITEMS.name()));

        assertThat(lane.owner()).contains("w1");
        assertThat(lane.freshness().unapplied()).isEqualTo(new Unapplied.Behind(hoursAgo(13)));
        assertThat(lane.freshness().alarm()).isEqualTo(Alarm.WARNING);
        assertThat(lane.freshness().untilLoss().orElseThrow())
                .isBetween(Duration.ofHours(11).minusMinutes(1), Duration.ofHours(11));
        assertThat(lane.freshness().lastRead().orElseThrow()).isAfterOrEqualTo(now);
    }

    @Test
    void a_lane_that_moves_between_two_looks_keeps_up() {
        script.open("s");
        for (int i = 0; i < 5; i++) {
            script.put("s", "a", "text", hoursAgo(13 - i));
        }
        lease("s", "w1");
        position(applied("s", 1, hoursAgo(13)));
        betweenLooks = () -> position(applied("s", 3, hoursAgo(11)));

        LaneStatus lane = one(StreamSource.of(SampleTables.ITEMS.name()));

        assertThat(lane.freshness().unapplied()).isEqualTo(new Unapplied.Behind(hoursAgo(10)));
        assertThat(lane.freshness().untilLoss()).isEmpty();
    }

    @Test
    void a_shard_that_followed_after_the_last_worker_had_gone_is_no_less_behind() {
        script.open("s");
        script.put("s", "a", "text", hoursAgo(15));
        script.open("child", "s");
        script.put("child", "a", "text", hoursAgo(14));
        script.close("s");
        lease("s", "w1");
        position(applied("s", 1, hoursAgo(15)));

        List<LaneStatus> lanes =
                report(StreamSource.of(SampleTables.ITEMS.name())).lanes();

        assertThat(lanes)
                .extracting(lane -> lane.freshness().unapplied())
                .containsExactly(new Unapplied.Nothing(), new Unapplied.Behind(hoursAgo(14)));
        assertThat(lanes.getLast().owner()).isEmpty();
    }

    @Test
    void a_table_that_nobody_has_followed_has_no_lanes() {
        script.open("s");
        script.put("s", "a", "text", hoursAgo(15));

        assertThat(report(StreamSource.of(SampleTables.ITEMS.name())).lanes()).isEmpty();
    }

    @Test
    void each_part_of_a_divided_shard_is_as_old_as_what_waits_in_it() {
        script.open("s");
        Map<LanePart, Instant> expected = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            Instant at = hoursAgo(5).plusSeconds(i);
            script.put("s", "item-" + i, "text", at);
            ItemKey key = ItemKey.of("list_id", "item-" + i);
            LanePart.all(3).stream()
                    .filter(part -> part.has(key, "list_id"))
                    .forEach(part -> expected.putIfAbsent(part, at));
        }
        lease("s", "w1");
        position(Position.divided(lane("s"), 3, now));

        assertThat(report(StreamSource.of(SampleTables.ITEMS.name())).lanes())
                .hasSize(3)
                .allSatisfy(lane -> assertThat(lane.freshness().unapplied().oldest())
                        .contains(expected.get(lane.position().lane().part().orElseThrow())));
    }

    @Test
    void what_is_older_than_the_start_does_not_wait() {
        script.open("s");
        script.put("s", "a", "text", hoursAgo(15));
        script.put("s", "a", "text", hoursAgo(2));
        lease("s", "w1");
        StreamSource source = StreamSource.of(SampleTables.ITEMS.name());
        position(new Position(
                StartPosition.Latest.marker(source.table()),
                1,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of(hoursAgo(3)),
                Optional.of(now)));

        assertThat(one(source.withStart(new StartPosition.At(hoursAgo(1))))
                        .freshness()
                        .age())
                .isEmpty();
        assertThat(one(source.withStart(StartPosition.LATEST)).freshness().unapplied())
                .isEqualTo(new Unapplied.Behind(hoursAgo(2)));
        assertThat(one(source).freshness().unapplied()).isEqualTo(new Unapplied.Behind(hoursAgo(15)));
    }

    @Test
    void a_shard_that_cannot_be_read_is_as_old_as_its_position_says() {
        script.open("s");
        script.open("never");
        script.put("s", "a", "text", hoursAgo(19));
        lease("s", "w1");
        lease("never", "w1");
        position(applied("s", 1, hoursAgo(19)));
        script.failReads("s");
        script.failReads("never");

        List<LaneStatus> lanes =
                report(StreamSource.of(SampleTables.ITEMS.name())).lanes();

        assertThat(lanes.getFirst().freshness().unapplied()).isEqualTo(new Unapplied.Unread(hoursAgo(19)));
        assertThat(lanes.getFirst().freshness().alarm()).isEqualTo(Alarm.URGENT);
        assertThat(lanes.getFirst().trouble().orElseThrow()).startsWith("the shard cannot be read: ");
        assertThat(lanes.getLast().freshness().unapplied()).isInstanceOf(Unapplied.Unknown.class);
    }

    private LaneStatus one(StreamSource source) {
        List<LaneStatus> lanes = report(source).lanes();
        assertThat(lanes).hasSize(1);
        return lanes.getFirst();
    }

    private LaneReport report(StreamSource source) {
        return new LaneReport(
                new LaneReport.Parts(
                        scripted.streams(),
                        new DynamoPositions(clients.tables(), NAMING),
                        new DynamoLeases(clients.tables(), NAMING),
                        new TableLookup(clients.tables())),
                List.of(source),
                new FreshnessRules(Duration.ofSeconds(1), Duration.ofSeconds(30)),
                clock,
                new BetweenLooks());
    }

    /** What happens between the report's two looks, which takes no time here. */
    private final class BetweenLooks implements StopSignal {
        @Override
        public boolean raised() {
            return false;
        }

        @Override
        public boolean pause(Duration duration) {
            clock.advance(duration);
            betweenLooks.run();
            return true;
        }
    }

    private void lease(String shard, String owner) {
        clients.tables()
                .putItem(put -> put.tableName(
                                NAMING.leases(SampleTables.ITEMS.name()).value())
                        .item(Map.of(
                                "leaseKey", AttributeValue.fromS(script.id(shard)),
                                "leaseOwner", AttributeValue.fromS(owner),
                                "checkpoint", AttributeValue.fromS("TRIM_HORIZON"))));
    }

    private void position(Position position) {
        clients.tables()
                .putItem(put -> put.tableName(
                                NAMING.of(PositionRows.TABLE.name()).value())
                        .item(PositionRows.encode(position).attributes()));
    }

    /** The position behind so many of a shard's records. */
    private Position applied(String shard, int records, Instant changedAt) {
        SequenceNumber last = script.numbers(shard).get(records - 1);
        return new Position(
                lane(shard),
                records,
                Optional.of(last),
                Optional.empty(),
                false,
                Optional.of(changedAt),
                Optional.of(now));
    }

    private Lane lane(String shard) {
        return new Lane(SampleTables.ITEMS.name(), new ShardId(script.id(shard)));
    }

    private Instant hoursAgo(int hours) {
        return now.minus(Duration.ofHours(hours));
    }
}
