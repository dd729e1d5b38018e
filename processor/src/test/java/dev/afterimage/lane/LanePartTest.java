package dev.afterimage.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LanePartTest {
    private final Lane whole = new Lane(new TableName("things"), new ShardId("shardId-1"));

    @Test
    void every_partition_is_in_one_part_and_every_part_has_its_share() {
        Random random = new Random(5);
        for (int count = 2; count <= LanePart.MOST; count++) {
            int[] items = new int[count];
            for (int i = 0; i < 4_000; i++) {
                ItemKey key = ItemKey.of("list_id", "list-" + i + "-" + random.nextInt(99));
                List<LanePart> having = LanePart.all(count).stream()
                        .filter(part -> part.has(key, "list_id"))
                        .toList();
                assertThat(having).hasSize(1);
                items[having.getFirst().index() - 1]++;
            }
            int fair = 4_000 / count;
            assertThat(IntStream.of(items)).allMatch(share -> share > fair / 2 && share < fair * 2);
        }
    }

    @Test
    void the_part_of_a_partition_is_the_same_for_ever_since_stored_positions_rest_on_it() {
        List<ItemKey> keys = List.of(
                ItemKey.of("id", "U1"),
                ItemKey.of("id", "ä"),
                ItemKey.parse("id=#17"),
                ItemKey.of("list_id", "L1", "datetime", "2026-01-01T00:00:00Z").only("list_id"));

        assertThat(keys.stream().map(key -> partOf(key, 4))).containsExactly(2, 1, 2, 3);
        assertThat(keys.stream().map(key -> partOf(key, 7))).containsExactly(3, 5, 2, 7);
    }

    @Test
    void a_part_has_a_name_that_is_read_back() {
        Lane part = whole.part(new LanePart(2, 4));

        assertThat(part.id()).isEqualTo("things/shardId-1#2of4");
        assertThat(Lane.parse(part.id())).isEqualTo(part);
        assertThat(Lane.parse(whole.id())).isEqualTo(whole);
        assertThat(part.whole()).isEqualTo(whole);
    }

    @Test
    void refuses_what_is_no_part() {
        assertThatThrownBy(() -> new LanePart(5, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LanePart(1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LanePart(1, 17)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Lane.parse("things/shardId-1#2")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ShardId("shard#1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_parts_of_a_shard_stand_in_their_order() {
        List<Lane> parts = LanePart.all(12).stream().map(whole::part).toList();

        assertThat(parts.reversed().stream().sorted().toList()).isEqualTo(parts);
    }

    private static int partOf(ItemKey partition, int count) {
        String name = partition.attributes().keySet().iterator().next();
        return LanePart.all(count).stream()
                .filter(part -> part.has(partition, name))
                .findFirst()
                .orElseThrow()
                .index();
    }
}
