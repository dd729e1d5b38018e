package dev.afterimage.stream.kcl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.ShardId;
import dev.afterimage.stream.StreamArn;
import dev.afterimage.stream.StreamShard;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GapsTest {
    private static final StreamArn STREAM =
            new StreamArn("arn:aws:dynamodb:eu-central-1:123456789012:table/lists/stream/now");
    private static final Instant AT = Instant.parse("2026-01-01T10:00:00Z");

    @Test
    void finds_nothing_before_the_first_start() {
        assertThat(new Gaps(List.of(), Map.of(), List.of(shard("b", "trimmed"))).find())
                .isEmpty();
    }

    @Test
    void finds_nothing_where_every_shard_is_there_or_closed() {
        assertThat(new Gaps(
                                List.of(closed("a"), open("b")),
                                Map.of(id("b"), false),
                                List.of(shard("b", "a"), shard("c", "b")))
                        .find())
                .isEmpty();
    }

    @Test
    void finds_a_shard_that_was_trimmed_before_its_end() {
        assertThat(new Gaps(List.of(open("a")), Map.of(id("a"), false), List.of(shard("b", "a"))).find())
                .singleElement()
                .asString()
                .contains("shard a", "not read to its end");
    }

    @Test
    void finds_a_shard_that_nobody_has_seen() {
        assertThat(new Gaps(List.of(closed("a")), Map.of(), List.of(shard("c", "b"))).find())
                .singleElement()
                .asString()
                .contains("shard b", "nothing was read", "its child c");
    }

    @Test
    void takes_a_shard_with_a_lease_for_one_that_was_seen() {
        assertThat(new Gaps(List.of(open("other")), Map.of(id("c"), false), List.of(shard("c", "b"), shard("other")))
                        .find())
                .isEmpty();
    }

    @Test
    void finds_a_lease_that_is_done_with_where_its_position_is_not() {
        List<StreamShard> held = List.of(shard("a"), shard("b", "a"));

        assertThat(new Gaps(List.of(open("a")), Map.of(id("a"), true), held).find())
                .singleElement()
                .asString()
                .contains("the lease of shard a");
        assertThat(new Gaps(List.of(closed("a")), Map.of(id("a"), true), held).find())
                .isEmpty();
    }

    private static ShardId id(String id) {
        return new ShardId(id);
    }

    private static StreamShard shard(String id) {
        return new StreamShard(STREAM, id(id), Optional.empty());
    }

    private static StreamShard shard(String id, String parent) {
        return new StreamShard(STREAM, id(id), Optional.of(id(parent)));
    }

    private static Position open(String id) {
        return Position.start(new Lane(new TableName("lists"), id(id)));
    }

    private static Position closed(String id) {
        return open(id).close(AT);
    }
}
