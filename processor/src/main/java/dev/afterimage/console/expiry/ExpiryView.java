package dev.afterimage.console.expiry;

import dev.afterimage.console.web.Address;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.Lateness;
import dev.afterimage.feed.FeedPage;
import dev.afterimage.item.ItemJson;
import dev.afterimage.item.TableName;
import dev.afterimage.telemetry.Elapsed;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the page of expirations shows.
 *
 * @param since what was asked for, as it was written
 */
public record ExpiryView(ExpiryQuery asked, String since, List<TableName> tables, FeedPage page, SinkView sinks) {
    private static final int LONGEST_IMAGE = 2_000;
    private static final int HEIGHT = 60;
    private static final int WIDTH = 40;

    /** A bar of the histogram; in the units of its drawing. */
    public record Bar(String label, long count, int x, int y, int width, int height) {}

    public ExpiryView {
        tables = List.copyOf(tables);
    }

    /** Where the older ones are. */
    public Optional<String> older() {
        Address address = Address.of("/expirations")
                .with("table", asked.table())
                .with("kind", asked.kind().map(kind -> kind.name().toLowerCase(Locale.ROOT)))
                .with("since", Optional.of(since));
        return page.more()
                ? Optional.of(address.with("after", page.end().token()).toString())
                : Optional.empty();
    }

    public Lateness lateness() {
        return Lateness.of(page.events().stream());
    }

    /** The histogram's bars, of which the highest is as high as there is room. */
    public List<Bar> bars() {
        List<Lateness.Bar> bars = lateness().bars();
        long most =
                Math.max(1, bars.stream().mapToLong(Lateness.Bar::count).max().orElse(1));
        return IntStream.range(0, bars.size())
                .mapToObj(place -> bar(bars.get(place), place, most))
                .toList();
    }

    private static Bar bar(Lateness.Bar bar, int place, long most) {
        int height = bar.count() == 0 ? 0 : (int) Math.max(2, HEIGHT * bar.count() / most);
        return new Bar(label(bar), bar.count(), place * WIDTH + 2, HEIGHT - height, WIDTH - 4, height);
    }

    private static String label(Lateness.Bar bar) {
        return bar.upTo()
                .map(upTo -> "≤" + shortly(upTo))
                .orElseGet(() -> ">" + bar.above().map(ExpiryView::shortly).orElse("0s"));
    }

    private static String shortly(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds + "s";
        }
        return seconds < 3_600 ? seconds / 60 + "m" : seconds / 3_600 + "h";
    }

    public static Happening kind(ExpiryEvent event) {
        return Happening.of(event);
    }

    /** How late the item was deleted; nothing where it was not, or that is not known. */
    public static String late(ExpiryEvent event) {
        return event.lateness().map(Elapsed::inWords).orElse("");
    }

    /** The last image, or its beginning. */
    public static String image(ExpiryEvent event) {
        String text = ItemJson.write(event.image());
        return text.length() <= LONGEST_IMAGE ? text : text.substring(0, LONGEST_IMAGE) + "…";
    }
}
