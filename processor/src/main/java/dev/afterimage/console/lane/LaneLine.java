package dev.afterimage.console.lane;

import dev.afterimage.console.web.Shown;
import dev.afterimage.telemetry.Alarm;
import dev.afterimage.telemetry.Elapsed;
import dev.afterimage.telemetry.LaneStatus;
import dev.afterimage.telemetry.Unapplied;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A lane as the page shows it.
 *
 * @param halted why it waits for somebody to mend something; empty where it does not, or where that is not known here
 * @param rates how many changes a second it has applied, the oldest first
 */
public record LaneLine(LaneStatus status, Optional<String> halted, OptionalDouble rate, List<Double> rates) {
    private static final int SHOWN_DIGITS = 10;

    public LaneLine {
        rates = List.copyOf(rates);
    }

    public boolean closed() {
        return status.position().closed();
    }

    public String owner() {
        return status.owner().orElse("nobody");
    }

    /** The end of the sequence number, which tells positions apart. */
    public String position() {
        return status.position()
                .sequence()
                .map(sequence -> Shown.end(sequence.digits(), SHOWN_DIGITS))
                .orElse("the start");
    }

    public String lag() {
        return switch (status.freshness().unapplied()) {
            case Unapplied.Nothing _ -> "none";
            case Unapplied.Unknown _ -> "unknown";
            case Unapplied.Behind _, Unapplied.Unread _ ->
                status.freshness().age().map(Elapsed::inWords).orElse("unknown");
        };
    }

    public String untilLoss() {
        return status.freshness().untilLoss().map(Elapsed::inWords).orElse("none");
    }

    /** As a class of the style sheet. */
    public String alarm() {
        return switch (status.freshness().alarm()) {
            case NONE -> "";
            case WARNING -> "warn";
            case URGENT -> "bad";
        };
    }

    public boolean alarming() {
        return status.freshness().alarm() != Alarm.NONE;
    }

    public String rateText() {
        return rate.isPresent() ? String.format(Locale.ROOT, "%.1f/s", rate.getAsDouble()) : "…";
    }

    public String points() {
        return Sparkline.points(rates);
    }
}
