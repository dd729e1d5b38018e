package dev.afterimage.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShardOrderTest {
    private record Shard(String id, Optional<String> parent) {
        static Shard of(String id) {
            return new Shard(id, Optional.empty());
        }

        static Shard of(String id, String parent) {
            return new Shard(id, Optional.of(parent));
        }
    }

    @Test
    void puts_parents_before_children_over_generations() {
        Shard grandchild = Shard.of("c", "b");
        Shard child = Shard.of("b", "a");
        Shard sibling = Shard.of("b2", "a");
        Shard parent = Shard.of("a");

        assertThat(ordered(grandchild, sibling, parent, child)).containsExactly(parent, child, grandchild, sibling);
    }

    @Test
    void does_not_wait_for_a_parent_that_is_gone() {
        Shard orphan = Shard.of("b", "trimmed");

        assertThat(ordered(orphan)).containsExactly(orphan);
    }

    @Test
    void survives_shards_that_claim_each_other_as_parents() {
        Shard one = Shard.of("a", "b");
        Shard other = Shard.of("b", "a");

        assertThat(ordered(one, other)).containsExactlyInAnyOrder(one, other);
    }

    private static List<Shard> ordered(Shard... shards) {
        return ShardOrder.parentsFirst(List.of(shards), Shard::id, Shard::parent);
    }
}
