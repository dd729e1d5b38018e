package dev.afterimage.telemetry;

import dev.afterimage.lane.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What follows from what is seen of a lane. Pure and immutable.
 *
 * @param exactTo to what the stream's times are cut; no age is more exact
 * @param patience a shard that was not read for longer than this cannot be read, and is not idle
 */
public record FreshnessRules(Duration exactTo, Duration patience) {
    /** So long DynamoDB keeps a stream's records. */
    static final Duration KEPT = Duration.ofHours(24);

    private static final double WARN_FROM = 0.5;
    private static final double URGENT_FROM = 0.75;

    /** A lane whose oldest change is no older keeps up, however its age moves. */
    private static final Duration PROMPT = Duration.ofSeconds(10);

    /** A lane that loses less than this of each second keeps its distance, as exactly as that can be told. */
    private static final double UNTOLD_LOSS = 0.01;

    /** What a lane has not applied. */
    public Unapplied unapplied(LaneSighting lane, Instant now) {
        LaneSighting.Reading reading = lane.reading();
        if (lane.waiting().isPresent()) {
            return new Unapplied.Behind(lane.waiting().get());
        }
        if (reading.reach() == LaneSighting.Reach.WAITING) {
            return new Unapplied.Unknown("it is read once its parent is done with");
        }
        if (Duration.between(reading.lastSign(), now).compareTo(patience) > 0) {
            return new Unapplied.Unread(reading.through());
        }
        return switch (reading.reach()) {
            case TIP -> new Unapplied.Nothing();
            case MORE -> new Unapplied.Behind(reading.through());
            case WAITING, BEGUN -> new Unapplied.Unknown("it is only just being read");
        };
    }

    /** How fresh a lane is that is seen so. */
    public LaneFreshness judge(LaneSighting lane, LaneTrend trend, Instant now) {
        return judge(
                lane.lane(), lane.reading().last(), unapplied(lane, now), lane.halted() ? LaneTrend.NONE : trend, now);
    }

    /** How fresh a lane is that has this to apply and moved so. One of which no movement is known stands still. */
    public LaneFreshness judge(
            Lane lane, Optional<Instant> lastRead, Unapplied unapplied, LaneTrend trend, Instant now) {
        Optional<Duration> age = unapplied.oldest().map(oldest -> age(oldest, now));
        double rate = unapplied instanceof Unapplied.Behind behind
                ? trend.rate(now, behind.since()).orElse(0.0)
                : 0;
        return new LaneFreshness(
                lane,
                lastRead,
                unapplied,
                age,
                age.flatMap(old -> untilLoss(old, rate)),
                age.map(FreshnessRules::alarm).orElse(Alarm.NONE));
    }

    private static Duration age(Instant oldest, Instant now) {
        Duration age = Duration.between(oldest, now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    private Optional<Duration> untilLoss(Duration age, double rate) {
        double lost = 1 - rate;
        if (age.compareTo(prompt()) <= 0 || lost < UNTOLD_LOSS) {
            return Optional.empty();
        }
        Duration left = KEPT.minus(age);
        return Optional.of(left.isNegative() ? Duration.ZERO : Duration.ofMillis((long) (left.toMillis() / lost)));
    }

    private Duration prompt() {
        Duration exact = exactTo.multipliedBy(2);
        return exact.compareTo(PROMPT) > 0 ? exact : PROMPT;
    }

    private static Alarm alarm(Duration age) {
        double used = (double) age.toMillis() / KEPT.toMillis();
        if (used >= URGENT_FROM) {
            return Alarm.URGENT;
        }
        return used >= WARN_FROM ? Alarm.WARNING : Alarm.NONE;
    }
}
