package dev.afterimage.seed.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SeedTest {
    @Test
    void an_id_has_the_form_of_a_random_uuid() {
        UUID id = UUID.fromString(new Seed(5).id());

        assertThat(id.version()).isEqualTo(4);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void no_two_paths_meet() {
        Set<String> ids = new HashSet<>();
        for (long seed = 0; seed < 10; seed++) {
            for (int first = 0; first < 50; first++) {
                ids.add(new Seed(seed).with(first).id());
                for (int second = 0; second < 50; second++) {
                    ids.add(new Seed(seed).with(first).with(second).id());
                }
            }
        }
        assertThat(ids).hasSize(10 * 50 * 51);
    }
}
