package dev.afterimage.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemJson;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ItemJsonFuzzTest {
    private static final int LONGEST_MESSAGE = 10_000;

    @Test
    void a_sound_item_comes_back_as_it_was() {
        Fuzz.inputs("sound items", 1_500, Chaos::soundAttributes, attributes -> {
            Item item = Item.of(attributes);
            assertThat(ItemJson.read(ItemJson.write(item)).attributes()).isEqualTo(attributes);
        });
    }

    @Test
    void a_wild_text_is_an_item_or_refused() {
        Fuzz.inputs("item JSON", 3_000, ItemJsonFuzzTest::text, text -> {
            Optional<Item> item = read(text);
            item.ifPresent(
                    read -> assertThat(ItemJson.read(ItemJson.write(read))).isEqualTo(read));
        });
    }

    @Test
    void deep_nesting_is_refused() {
        for (String open : List.of("[", "{\"a\":", "{\"a\":{\"L\":[", "{\"a\":{\"M\":{\"b\":")) {
            assertThatThrownBy(() -> ItemJson.read(open.repeat(10_000))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static String text(Chaos chaos) {
        if (chaos.once(5)) {
            return chaos.text();
        }
        String sound = ItemJson.write(Item.of(chaos.soundAttributes()));
        return chaos.mutated(sound, ItemJson.write(Item.of(chaos.soundAttributes())));
    }

    private static Optional<Item> read(String text) {
        try {
            return Optional.of(ItemJson.read(text));
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).isNotBlank().hasSizeLessThan(LONGEST_MESSAGE);
            return Optional.empty();
        }
    }
}
