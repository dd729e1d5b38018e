package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.fuzz.Chaos;
import dev.afterimage.fuzz.Fuzz;
import dev.afterimage.inspection.ItemReference;
import dev.afterimage.inspection.NotUnderstoodException;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.TimeRange;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** What people type: items and times. */
class TypedFuzzTest {
    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
    private static final Map<TableName, KeySchema> KEYS = Map.of(
            new TableName("lists"),
            KeySchema.of(KeyAttribute.string("id")),
            new TableName("guests"),
            KeySchema.of(KeyAttribute.string("list_id"), KeyAttribute.string("user_id")),
            new TableName("numbers"),
            KeySchema.of(new KeyAttribute("n", ScalarAttributeType.N)),
            new TableName("binaries"),
            KeySchema.of(new KeyAttribute("b", ScalarAttributeType.B), new KeyAttribute("n", ScalarAttributeType.N)));
    private static final List<String> TIMES =
            List.of("15m", "7d", "2026-07-01T12:00:00Z", "+999999999-12-31T23:59:59Z", "-999999999-01-01T00:00:00Z");

    @Test
    void an_item_is_understood_or_a_wrong_usage() {
        Fuzz.inputs("item references", 12_000, TypedFuzzTest::reference, text -> {
            try {
                ItemReference read = ItemReference.parse(text, table -> Optional.ofNullable(KEYS.get(table)));
                assertThat(ItemKey.parse(read.key().canonical())).isEqualTo(read.key());
            } catch (NotUnderstoodException told) {
                assertThat(told.getMessage()).isNotBlank();
            }
        });
    }

    @Test
    void a_time_is_understood_or_a_wrong_usage() {
        MomentConverter converter = new MomentConverter();
        Fuzz.inputs("times", 12_000, TypedFuzzTest::time, text -> {
            try {
                Instant since = converter.convert(text).at(NOW);
                if (!since.isAfter(NOW)) {
                    assertThat(new TimeRange(since, NOW).contains(NOW)).isFalse();
                }
            } catch (TypeConversionException told) {
                assertThat(told.getMessage()).isNotBlank();
            }
        });
    }

    private static String reference(Chaos chaos) {
        String table = chaos.oneOf(List.of("lists", "guests", "numbers", "binaries", "gone"));
        return switch (chaos.below(4)) {
            case 0 -> chaos.text();
            case 1 -> table + "/" + chaos.digits();
            case 2 -> table + "/" + chaos.text() + "/" + chaos.digits();
            default -> chaos.mutated(table + "/list_id=L1&user_id=#12.5", "binaries/AQID/~12%20é");
        };
    }

    private static String time(Chaos chaos) {
        return chaos.once(4) ? chaos.text() : chaos.mutated(chaos.oneOf(TIMES), "2026-02-30T24:60:60Z");
    }
}
