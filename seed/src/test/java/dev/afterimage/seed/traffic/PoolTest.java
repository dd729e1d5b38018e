package dev.afterimage.seed.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PoolTest {
    private final Pool<Integer> pool = new Pool<>();
    private final Random random = new Random(3);

    @Test
    void draws_every_element_and_none_that_was_removed() {
        Set<Integer> expected = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            int element = random.nextInt(60);
            if (random.nextBoolean()) {
                pool.add(element);
                expected.add(element);
            } else {
                assertThat(pool.remove(element)).isEqualTo(expected.remove(element));
            }
            assertThat(pool.size()).isEqualTo(expected.size());
        }
        Set<Integer> drawn = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            drawn.add(pool.draw(random).orElseThrow());
        }
        assertThat(drawn).isEqualTo(expected);
    }

    @Test
    void an_empty_one_gives_nothing() {
        assertThat(pool.draw(random)).isEmpty();
    }
}
