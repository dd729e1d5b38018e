package dev.afterimage.pipeline;

import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedChange;
import dev.afterimage.parking.ParkedRecord;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;

/** Takes away the changes of a range. */
record GiveUp(Settling settling, Redriver.Range range, String reason) implements RedriveTask {
    @Override
    public Optional<ParkedRecord> next(Iterator<ParkedRecord> waiting) {
        while (waiting.hasNext()) {
            ParkedRecord parked = waiting.next();
            if (range.contains(parked.sequence())) {
                return Optional.of(parked);
            }
        }
        return Optional.empty();
    }

    @Override
    public RedriveStep step(Marker marker, ParkedChange change, Instant at) {
        return settling.discarded(marker, change, reason, at);
    }

    @Override
    public RedriveStep refused(Marker marker, ParkedChange change, String why, Instant at) {
        return new RedriveStep.Impossible(why);
    }

    @Override
    public RedriveStep damaged(Optional<Marker> marker, ParkedRecord.Damaged damaged, int left, Instant at) {
        return settling.discarded(marker, damaged, left, reason, at);
    }
}
