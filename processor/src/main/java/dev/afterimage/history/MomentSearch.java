package dev.afterimage.history;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds an item's last change up to a moment. The log is in the order of sequence numbers, and time goes with them, so the
 * number is guessed and the guess made better: alternately where the moment should be if changes came evenly, and in the
 * middle. That takes a number of queries that grows with the digits of how many changes there are. For one search.
 */
final class MomentSearch {
    private final AuditSearch log;
    private final TableName table;
    private final ItemKey key;
    private final Instant moment;
    private ReadCost cost = ReadCost.NONE;

    MomentSearch(AuditSearch log, TableName table, ItemKey key, Instant moment) {
        this.log = log;
        this.table = table;
        this.key = key;
        this.moment = moment;
    }

    /** The last change at the moment or before; empty where all are later, or there are none. */
    Read<Optional<Stamp>> lastByThen() {
        Optional<Stamp> newest = last(Optional.empty());
        if (newest.isEmpty() || hasPassed(newest.get())) {
            return new Read<>(newest, cost);
        }
        Optional<Stamp> oldest = first(Optional.empty());
        return new Read<>(oldest.filter(this::hasPassed).map(found -> between(found, newest.get())), cost);
    }

    /** The last by then, of which is known: one that was by then, and one that was not. */
    private Stamp between(Stamp by, Stamp beyond) {
        Stamp answer = by;
        Stamp limit = beyond;
        for (boolean even = true; ; even = !even) {
            Optional<Stamp> next = first(Optional.of(answer.sequence()));
            if (next.isEmpty() || !hasPassed(next.get())) {
                return answer;
            }
            answer = next.get();
            BigInteger low = number(answer);
            BigInteger guess = even ? proportional(answer, limit) : middle(low, number(limit));
            Optional<Stamp> guessed =
                    last(Optional.of(SequenceNumber.of(guess.toString()).lastBetween()));
            if (guessed.isPresent() && hasPassed(guessed.get())) {
                answer = guessed.get();
            } else if (guessed.isPresent()) {
                limit = guessed.get();
            }
        }
    }

    private BigInteger proportional(Stamp by, Stamp beyond) {
        BigInteger low = number(by);
        BigInteger width = number(beyond).subtract(low);
        long whole = Math.max(1, Duration.between(by.at(), beyond.at()).toMillis());
        long part = Math.clamp(Duration.between(by.at(), moment).toMillis(), 0, whole);
        return low.add(width.multiply(BigInteger.valueOf(part)).divide(BigInteger.valueOf(whole)));
    }

    private static BigInteger middle(BigInteger low, BigInteger high) {
        return low.add(high).shiftRight(1);
    }

    private boolean hasPassed(Stamp stamp) {
        return !stamp.at().isAfter(moment);
    }

    private static BigInteger number(Stamp stamp) {
        return new BigInteger(stamp.sequence().whole().digits());
    }

    private Optional<Stamp> last(Optional<SequenceNumber> upTo) {
        return counted(log.last(table, key, upTo));
    }

    private Optional<Stamp> first(Optional<SequenceNumber> after) {
        return counted(log.first(table, key, after));
    }

    private Optional<Stamp> counted(Read<Optional<Stamp>> read) {
        cost = cost.plus(read.cost());
        return read.value();
    }
}
