package dev.afterimage.console.backfill;

import dev.afterimage.backfill.Backfill;
import dev.afterimage.backfill.BackfillState;
import dev.afterimage.backfill.Progress;
import dev.afterimage.backfill.Segment;
import dev.afterimage.console.web.Address;
import dev.afterimage.item.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One table as the page shows it, with its last backfill where it had one. */
public record BackfillLine(TableName table, Optional<Last> last) {
    /** A table's last backfill, and how far it is. */
    public record Last(Backfill backfill, Progress progress, List<Segment> segments) {
        public int percent() {
            return (int) Math.floor(progress.share() * 100);
        }

        public String perSecond() {
            return String.format(Locale.ROOT, "%.0f", progress.perSecond());
        }

        /** What goes on, or what somebody has to do. */
        public String meaning() {
            return switch (backfill.state()) {
                case OPENING -> "The lanes are being told. Where it stays so, start it once more.";
                case SCANNING -> "The workers read.";
                case PAUSED -> "Nothing is read until somebody resumes it.";
                case DRAINING -> "All is read; the lanes go on to where the table was then.";
                case CLEARING -> "The lanes are past it; what only the backfill needed is taken away.";
                case DONE -> backfill.cancelled() ? "It was cancelled." : "Everything is loaded.";
            };
        }

        /** Whether its segments tell something by now. */
        public boolean reads() {
            return !segments.isEmpty() && backfill.state() != BackfillState.DONE;
        }
    }

    /** What may be decided now. */
    public List<Decision> decisions() {
        return Arrays.stream(Decision.values())
                .filter(decision -> decision.isPossible(last.map(Last::backfill)))
                .toList();
    }

    /** Where a decision is asked about. */
    public String address(Decision decision) {
        return address(table, decision);
    }

    static String address(TableName table, Decision decision) {
        return Address.of("/backfills")
                .part(table.value())
                .part(decision.word())
                .toString();
    }

    /** What is known of a segment's worker. */
    public static String reader(Segment segment) {
        return segment.done() ? "done" : segment.owner().orElse("waits for a worker");
    }
}
