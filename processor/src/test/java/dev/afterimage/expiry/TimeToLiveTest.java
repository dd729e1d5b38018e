package dev.afterimage.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.item.Item;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class TimeToLiveTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    @Test
    void is_a_number_of_seconds() {
        assertThat(due(number("1772600767"))).contains(Instant.parse("2026-03-04T05:06:07Z"));
        assertThat(due(number("1772600767.9"))).contains(Instant.parse("2026-03-04T05:06:07Z"));
        assertThat(due(number("1.772600767E+9"))).contains(Instant.parse("2026-03-04T05:06:07Z"));
        assertThat(due(number("253402300799"))).contains(Instant.parse("9999-12-31T23:59:59Z"));
    }

    @Test
    void is_nothing_else() {
        assertThat(due(Map.of())).isEmpty();
        assertThat(due(Map.of("ttl", AttributeValue.fromS("1772600767")))).isEmpty();
        assertThat(due(Map.of("ttl", AttributeValue.fromNs(List.of("1772600767")))))
                .isEmpty();
        assertThat(due(Map.of("other", AttributeValue.fromN("1772600767")))).isEmpty();
    }

    @Test
    void milliseconds_are_a_time_that_nobody_lives_to_see() {
        assertThat(due(number("1772600767000"))).isEmpty();
        assertThat(due(number("1E+100"))).isEmpty();
    }

    @Test
    void what_has_been_due_for_more_than_five_years_stays() {
        Instant edge = Instant.parse("2021-03-04T05:06:07Z");

        assertThat(due(number(Long.toString(edge.getEpochSecond())))).contains(edge);
        assertThat(due(number(Long.toString(edge.getEpochSecond() - 1)))).isEmpty();
        assertThat(due(number("0"))).isEmpty();
        assertThat(due(number("-5"))).isEmpty();
    }

    private static Map<String, AttributeValue> number(String number) {
        return Map.of("ttl", AttributeValue.fromN(number));
    }

    private static Optional<Instant> due(Map<String, AttributeValue> attributes) {
        return TimeToLive.of(Item.of(attributes), "ttl", NOW);
    }
}
