package dev.afterimage.inspection;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.history.Target;
import java.time.Instant;
import java.util.regex.Pattern;

/** How people name a point in an item's history. */
public final class TargetText {
    private static final String NEWEST = "now";
    private static final String BEFORE = "before:";
    private static final Pattern NUMBER = Pattern.compile("#?([0-9]{1,40}([.][0-9]{1,4})?)");

    private TargetText() {}

    /**
     * Reads a moment, {@code now}, the number of a change for what the item was after it, or {@code before:} and such a
     * number; a {@link NotUnderstoodException} where it is none of them.
     */
    public static Target parse(String text, Instant now) {
        if (text.equals(NEWEST)) {
            return new Target.Newest();
        }
        if (text.startsWith(BEFORE)) {
            return new Target.Before(number(text.substring(BEFORE.length()), text));
        }
        if (NUMBER.matcher(text).matches()) {
            return new Target.After(number(text, text));
        }
        try {
            return new Target.At(Moment.parse(text).at(now));
        } catch (NotUnderstoodException notOne) {
            throw wrong(text);
        }
    }

    private static SequenceNumber number(String digits, String whole) {
        if (!NUMBER.matcher(digits).matches()) {
            throw wrong(whole);
        }
        return SequenceNumber.of(digits.startsWith("#") ? digits.substring(1) : digits);
    }

    private static NotUnderstoodException wrong(String text) {
        return new NotUnderstoodException(
                "'" + text + "' is no point in time: write 2026-07-01T12:00:00Z, how long ago as"
                        + " 15m, the number of a change, before:NUMBER, or now");
    }

    /** What {@link #parse} reads as the same. */
    public static String of(Target target) {
        return switch (target) {
            case Target.Newest newest -> NEWEST;
            case Target.At at -> at.moment().toString();
            case Target.After after -> after.sequence().digits();
            case Target.Before before -> BEFORE + before.sequence().digits();
        };
    }
}
