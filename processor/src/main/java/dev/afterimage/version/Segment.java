package dev.afterimage.version;

import dev.afterimage.commit.Guard;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Write;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A part of what a version is built from, which one worker at a time works on. Immutable; its methods are the moves, each
 * to the next revision.
 *
 * @param index from 0 on; the last one of a version is that of its open fences
 * @param claim names whoever works on it, and when it began; nobody else has the same
 * @param until when others may take it over
 * @param place up to where the audit log is walked; empty at its begin
 * @param built how many items are built
 */
public record Segment(
        ProjectionName version,
        int index,
        long revision,
        Optional<String> claim,
        Instant until,
        Optional<WalkPlace> place,
        long built,
        boolean done) {
    /** One that nobody has begun with. */
    public static Segment first(ProjectionName version, int index) {
        return new Segment(version, index, 0, Optional.empty(), Instant.EPOCH, Optional.empty(), 0, false);
    }

    /** Whether somebody may begin to work on it, or take it over. */
    public boolean free(Instant now) {
        return !done && (claim.isEmpty() || !until.isAfter(now));
    }

    public Segment claimed(String who, Instant end) {
        return new Segment(version, index, revision + 1, Optional.of(who), end, place, built, false);
    }

    /** Worked on up to this place, by the same. */
    public Segment at(Optional<WalkPlace> next, Instant end) {
        return new Segment(version, index, revision + 1, claim, end, next, built, false);
    }

    /** With one item more; the same revision, since its last {@link #tick} has stored that. */
    public Segment counted() {
        return new Segment(version, index, revision, claim, until, place, built + 1, done);
    }

    /** Given back, finished or not. */
    public Segment released(boolean finished) {
        return new Segment(version, index, revision + 1, Optional.empty(), Instant.EPOCH, place, built, finished);
    }

    /** Holds only while the same worker works on it; counts an item. */
    public GuardedWrite tick() {
        return new GuardedWrite(
                Write.update(SegmentRows.key(version, index)).add(SegmentRows.BUILT, 1),
                new Guard.Equal(SegmentRows.CLAIM, AttributeValue.fromS(claim.orElse(""))));
    }
}
