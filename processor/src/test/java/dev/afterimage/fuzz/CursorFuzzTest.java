package dev.afterimage.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.ItemKey;
import dev.afterimage.lane.Lane;
import dev.afterimage.ledger.Buckets;
import dev.afterimage.ledger.Cursor;
import dev.afterimage.ledger.Order;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import dev.afterimage.stream.StreamArn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CursorFuzzTest {
    private static final TimeRange RANGE =
            new TimeRange(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z"));
    private static final List<String> SOUND = List.of(
            Cursor.of("2026-01-02T03:04:05.678Z#0000000000000000000000000000000000000016#lists#id=L1")
                    .token(),
            Cursor.of("0000000000000000000000000000000000000016").token(),
            "lists/shardId-00000001762345678901-1a2b3c4d",
            "list_id=L1&user_id=U7",
            "n=#12.5&b=~AQID",
            "arn:aws:dynamodb:eu-central-1:123456789012:table/lists/stream/2026-01-31T12:00:00.000",
            "100000000000000000016");
    private static final List<Consumer<String>> READERS = List.of(
            CursorFuzzTest::page, Lane::parse, ItemKey::parse, SequenceNumber::of, text -> new StreamArn(text).table());

    @Test
    void a_wild_cursor_or_name_is_read_or_refused() {
        Fuzz.inputs("cursors and names", 8_000, CursorFuzzTest::text, text -> {
            for (Consumer<String> reader : READERS) {
                requireAnswer(() -> reader.accept(text));
            }
        });
    }

    private static String text(Chaos chaos) {
        if (chaos.once(3)) {
            return chaos.text();
        }
        return chaos.once(3) ? Cursor.of(chaos.text()).token() : chaos.mutated(chaos.oneOf(SOUND), chaos.oneOf(SOUND));
    }

    /** The way of a cursor that somebody hands back. */
    private static void page(String token) {
        for (Order order : Order.values()) {
            PageRequest page = new PageRequest(order, Optional.of(new Cursor(token)), 10);
            Buckets.Bounds bounds = Buckets.Bounds.of(RANGE, page);
            if (!bounds.empty()) {
                assertThat(bounds.firstDay()).isBeforeOrEqualTo(bounds.lastDay());
            }
        }
    }

    private static void requireAnswer(ThrowingCallable reading) {
        Throwable failure = catchThrowable(reading);
        if (failure != null) {
            assertThat(failure).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
