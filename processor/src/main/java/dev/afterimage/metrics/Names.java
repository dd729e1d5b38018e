package dev.afterimage.metrics;

import dev.afterimage.item.TableName;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * By what figures are told apart. Each takes few values, for ever: never a shard, a key or a change, of which new ones come
 * without end.
 */
final class Names {
    static final String PROJECTION = "projection";

    private Names() {}

    static Tags of(TableName table) {
        return Tags.of("table", table.value());
    }

    static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    /** The bounds of a histogram. */
    static Duration[] millis(long... bounds) {
        return LongStream.of(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
