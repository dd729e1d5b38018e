package dev.afterimage.console.web;

import dev.afterimage.change.ChangeId;
import dev.afterimage.telemetry.Elapsed;
import gg.jte.Content;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How values are shown on pages. */
public final class Shown {
    private Shown() {}

    /** A constant as a word. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The time between two moments; none where the clocks say that it was less. */
    public static String duration(Instant from, Instant to) {
        Duration between = Duration.between(from, to);
        return Elapsed.inWords(between.isNegative() ? Duration.ZERO : between);
    }

    /** A text as a part of an address. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Where the changes of an item are shown. */
    public static String timeline(ChangeId id) {
        return "/audit/item/" + encoded(id.item());
    }

    /** A moment: in UTC, until a script shows it in the reader's zone. */
    public static Content time(Instant at) {
        String text = at.truncatedTo(ChronoUnit.MILLIS).toString();
        return output -> output.writeContent("<time datetime=\"" + text + "\">" + text + "</time>");
    }
}
