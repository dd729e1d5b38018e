package dev.afterimage.seed.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixTest {
    @Test
    void each_action_comes_as_often_as_its_weight_says() {
        Map<Action, Integer> counts = draw(Mix.parse("add-item=3, toggle-item=1,delete-item=0"), 40_000);

        assertThat(counts.get(Action.ADD_ITEM)).isBetween(29_500, 30_500);
        assertThat(counts.get(Action.TOGGLE_ITEM)).isBetween(9_500, 10_500);
        assertThat(counts).hasSize(2);
    }

    @Test
    void the_balanced_mix_has_every_action() {
        assertThat(draw(Mix.BALANCED, 20_000).keySet()).isEqualTo(EnumSet.allOf(Action.class));
    }

    @Test
    void the_mix_of_writes_has_no_reads() {
        Set<Action> reads = EnumSet.of(Action.READ_LIST, Action.READ_OVERVIEW, Action.READ_OWNER, Action.BROWSE);

        assertThat(draw(Mix.WRITES, 20_000).keySet()).isEqualTo(EnumSet.complementOf(EnumSet.copyOf(reads)));
    }

    @Test
    void presets_are_known_by_name() {
        assertThat(Mix.presets()).containsExactly("balanced", "churn", "reads", "writes");
        assertThat(Mix.presets()).allSatisfy(name -> assertThat(Mix.parse(name)).isNotNull());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            nonesuch        | 'nonesuch' is neither a preset (balanced, churn, reads, writes) nor action=weight
            fly=3           | no action 'fly'
            add-item=many   | a weight is a number from 0 to 999999, not 'many'
            add-item=-1     | a weight is a number from 0 to 999999, not '-1'
            add-item=0      | a mix needs at least one action with a weight above 0
            """)
    void mistakes_are_explained(String text, String message) {
        assertThatThrownBy(() -> Mix.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    private static Map<Action, Integer> draw(Mix mix, int times) {
        Random random = new Random(5);
        Map<Action, Integer> counts = new EnumMap<>(Action.class);
        for (int i = 0; i < times; i++) {
            counts.merge(mix.next(random), 1, Integer::sum);
        }
        return counts;
    }
}
