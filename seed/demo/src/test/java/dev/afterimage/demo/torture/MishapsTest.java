package dev.afterimage.demo.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MishapsTest {
    @Test
    void the_same_seed_draws_the_same() {
        assertThat(drawn(7, true)).isEqualTo(drawn(7, true)).isNotEqualTo(drawn(8, true));
    }

    @Test
    void everything_comes() {
        assertThat(drawn(7, true))
                .extracting(Mishaps.Next::mishap)
                .hasAtLeastOneElementOfType(Mishap.Kill.class)
                .hasAtLeastOneElementOfType(Mishap.Terminate.class)
                .hasAtLeastOneElementOfType(Mishap.Pause.class)
                .hasAtLeastOneElementOfType(Mishap.Roll.class);
    }

    @Test
    void where_shards_cannot_be_rolled_none_are() {
        assertThat(drawn(7, false)).extracting(Mishaps.Next::mishap).noneMatch(Mishap.Roll.class::isInstance);
    }

    private static List<Mishaps.Next> drawn(long seed, boolean rolls) {
        Mishaps mishaps = new Mishaps(new Random(seed), rolls);
        return Stream.generate(mishaps::next).limit(200).toList();
    }
}
