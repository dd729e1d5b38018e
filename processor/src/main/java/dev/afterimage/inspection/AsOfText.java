package dev.afterimage.inspection;

import dev.afterimage.history.AsOf;
import dev.afterimage.history.Stamp;

/** What an item was, in a sentence. */
public final class AsOfText {
    private AsOfText() {}

    public static String of(AsOf answer) {
        String was = answer.image().isPresent() ? "it was as follows" : "it did not exist";
        String until = answer.until().map(stamp -> ", until " + of(stamp)).orElse("");
        return switch (answer) {
            case AsOf.Since since -> was + " since " + of(since.since()) + until;
            case AsOf.BeforeFirst before ->
                "the log begins with " + of(before.first()) + ", which found that " + was
                        + "; since when, the log does not tell";
            case AsOf.Unknown unknown ->
                "the log does not tell what it was"
                        + unknown.until().map(stamp -> " before " + of(stamp)).orElse(": it has no entry");
        };
    }

    /** A change by its number and time. */
    public static String of(Stamp stamp) {
        return "#" + stamp.sequence() + " at " + stamp.at();
    }
}
