package dev.afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.dynamo.Lease;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.ShardId;
import dev.afterimage.stream.StartPosition;
import dev.afterimage.stream.StreamArn;
import dev.afterimage.stream.StreamShard;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LaneCensusTest {
    private static final Instant NOW = Instant.parse("2026-02-03T12:00:00Z");
    private static final StreamArn THINGS =
            new StreamArn("arn:aws:dynamodb:eu-central-1:123456789012:table/things/stream/now");

    @Test
    void a_lease_without_position_is_a_lane_at_its_start_and_a_position_without_lease_is_one_too() {
        List<LaneCensus.Found> lanes =
                new LaneCensus(List.of(lease("s2")), List.of(Position.start(lane("s1"))), List.of()).lanes();

        assertThat(lanes).extracting(found -> found.position().lane()).containsExactly(lane("s1"), lane("s2"));
        assertThat(lanes).extracting(found -> found.lease().isPresent()).containsExactly(false, true);
    }

    @Test
    void a_divided_shard_has_the_lanes_of_its_parts_with_its_lease() {
        List<LaneCensus.Found> lanes = new LaneCensus(
                        List.of(lease("s1")), List.of(Position.divided(lane("s1"), 3, NOW)), List.of(held("s1")))
                .lanes();

        assertThat(lanes)
                .extracting(found -> found.position().lane().shardWithPart())
                .containsExactly("s1#1of3", "s1#2of3", "s1#3of3");
        assertThat(lanes).allMatch(found -> found.lease().isPresent());
    }

    @Test
    void a_held_shard_that_nobody_has_seen_is_a_lane_where_its_table_is_followed() {
        assertThat(new LaneCensus(List.of(lease("s1")), List.of(), List.of(held("s1"), held("s2"))).lanes())
                .extracting(found -> found.position().lane())
                .containsExactly(lane("s1"), lane("s2"));
        assertThat(new LaneCensus(List.of(), List.of(), List.of(held("s1"))).lanes())
                .isEmpty();
    }

    @Test
    void the_marker_of_a_first_start_is_no_lane() {
        Position marker = Position.start(StartPosition.Latest.marker(new TableName("things")));

        assertThat(new LaneCensus(List.of(), List.of(marker), List.of(held("s1"))).lanes())
                .isEmpty();
    }

    private static Lease lease(String shard) {
        return new Lease(lane(shard), Optional.of("w1"), Optional.empty());
    }

    private static StreamShard held(String shard) {
        return new StreamShard(THINGS, new ShardId(shard), Optional.empty());
    }

    private static Lane lane(String shard) {
        return new Lane(new TableName("things"), new ShardId(shard));
    }
}
