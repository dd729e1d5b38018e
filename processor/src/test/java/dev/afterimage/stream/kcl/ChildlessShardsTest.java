package dev.afterimage.stream.kcl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.ShardId;
import dev.afterimage.stream.StreamArn;
import dev.afterimage.stream.StreamShard;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChildlessShardsTest {
    private static final StreamArn STREAM =
            new StreamArn("arn:aws:dynamodb:eu-central-1:123456789012:table/items/stream/2026-01-01T00:00:00.000");

    @Test
    void finds_a_shard_that_has_neither_child_nor_lease() {
        List<StreamShard> held = List.of(shard("parent", ""), shard("child", "parent"), shard("alone", ""));

        assertThat(new ChildlessShards(held, Set.of(new ShardId("child")), List.of()).find())
                .containsExactly(shard("alone", ""));
    }

    @Test
    void leaves_a_shard_alone_that_is_done_with() {
        Lane lane = new Lane(new TableName("items"), new ShardId("alone"));
        Position closed =
                new Position(lane, 3, Optional.empty(), Optional.empty(), true, Optional.empty(), Optional.empty());

        assertThat(new ChildlessShards(List.of(shard("alone", "")), Set.of(), List.of(closed)).find())
                .isEmpty();
    }

    private static StreamShard shard(String id, String parent) {
        return new StreamShard(
                STREAM, new ShardId(id), parent.isEmpty() ? Optional.empty() : Optional.of(new ShardId(parent)));
    }
}
