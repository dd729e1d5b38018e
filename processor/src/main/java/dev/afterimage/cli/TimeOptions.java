package dev.afterimage.cli;

import dev.afterimage.history.Period;
import dev.afterimage.inspection.Moment;
import dev.afterimage.ledger.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that narrow a listing to a time. */
final class TimeOptions {
    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "From then on: a moment (2026-07-01T12:00:00Z) or how long ago (90s, 15m, 12h, 7d).")
    private @Nullable Moment since;

    @Option(names = "--until", paramLabel = "TIME", description = "Up to then, in the same forms.")
    private @Nullable Moment until;

    /** The time as it was given; the beginning and now where it was not. */
    Period period(Instant now) {
        Optional<Instant> from = Optional.ofNullable(since).map(moment -> moment.at(now));
        Optional<Instant> to = Optional.ofNullable(until).map(moment -> moment.at(now));
        if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
            throw Failure.usage("--until " + to.get() + " is before --since " + from.get());
        }
        return new Period(from, to);
    }

    TimeRange range(Duration usual, Instant now) {
        Instant from = Optional.ofNullable(since).map(moment -> moment.at(now)).orElse(now.minus(usual));
        Instant to = Optional.ofNullable(until).map(moment -> moment.at(now)).orElse(now.plusSeconds(1));
        if (to.isBefore(from)) {
            throw Failure.usage("--until " + to + " is before --since " + from);
        }
        return new TimeRange(from, to);
    }
}
