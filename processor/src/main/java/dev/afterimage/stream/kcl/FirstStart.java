package dev.afterimage.stream.kcl;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.stream.StartPosition;
import dev.afterimage.stream.StreamSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds from which instant on a source's changes are wanted. For one that starts with the latest change that is when it
 * was first started: an instant that is stored once, as the position of a lane that no shard has, through the same door
 * as everything that workers store. KCL itself would forget it, and lose what changes while no worker runs.
 */
final class FirstStart {
    private static final int ATTEMPTS = 10;

    private final ChangePipeline.Parts parts;

    FirstStart(ChangePipeline.Parts parts) {
        this.parts = parts;
    }

    /** The instant before which changes are dropped; empty where none are. */
    Optional<Instant> of(StreamSource source) {
        return switch (source.start()) {
            case StartPosition.TrimHorizon oldest -> Optional.empty();
            case StartPosition.At at -> Optional.of(source.dialect().streamTime(at.instant()));
            case StartPosition.Latest latest -> Optional.of(stored(source));
        };
    }

    private Instant stored(StreamSource source) {
        Lane marker = StartPosition.Latest.marker(source.table());
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<Instant> known = parts.positions().of(marker).changedAt();
            if (known.isPresent()) {
                return known.get();
            }
            store(marker, source, attempt);
        }
        throw new IllegalStateException("the instant of its first start cannot be stored");
    }

    /** Another worker may be first; then its instant stands. */
    private void store(Lane marker, StreamSource source, int attempt) {
        Instant now = parts.clock().instant();
        Position first = new Position(
                marker,
                1,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of(source.dialect().streamTime(now)),
                Optional.of(now));
        CommitOutcome outcome =
                parts.committer().commit(new CommitPlan(Position.start(marker), first, List.of(), List.of()));
        switch (outcome) {
            case CommitOutcome.Applied stored -> {}
            case CommitOutcome.Stale another -> {}
            case CommitOutcome.Contended busy -> pause(attempt);
            case CommitOutcome.Throttled busy -> pause(attempt);
            case CommitOutcome.Unanswered unknown -> pause(attempt);
            case CommitOutcome.Unable unable -> throw new IllegalStateException(unable.detail());
            case CommitOutcome.Rejected rejected -> throw new IllegalStateException(rejected.detail());
        }
    }

    private void pause(int attempt) {
        try {
            Thread.sleep(parts.failures().beforeRetry(attempt));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while storing the instant of its first start", stop);
        }
    }
}
