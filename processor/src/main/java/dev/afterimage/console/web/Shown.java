package dev.afterimage.console.web;

import dev.afterimage.change.ChangeId;
import dev.afterimage.telemetry.Elapsed;
import gg.jte.Content;
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

    /** Where the changes of an item are shown. */
    public static String timeline(ChangeId id) {
        return Address.of("/audit")
                .part(id.table().value())
                .part(id.key().canonical())
                .toString();
    }

    /** A moment: in UTC, until a script shows it in the reader's zone. */
    public static Content time(Instant at) {
        String text = at.truncatedTo(ChronoUnit.MILLIS).toString();
        return output -> output.writeContent("<time datetime=\"" + text + "\">" + text + "</time>");
    }

    /** How long ago a moment was, and the moment itself where it is pointed at. */
    public static Content ago(Instant at, Instant now) {
        String text = at.truncatedTo(ChronoUnit.MILLIS).toString();
        return output -> output.writeContent(
                "<time datetime=\"" + text + "\" title=\"" + text + "\">" + duration(at, now) + " ago</time>");
    }

    /** The end of a long name, which tells it from others. */
    public static String end(String name, int length) {
        return name.length() <= length ? name : "…" + name.substring(name.length() - length);
    }
}
